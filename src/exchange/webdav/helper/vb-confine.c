/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_PATH */

#include "config.h"

#include "vb-confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The checkers of memory need more of it, a look at the process itself, and time. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_CHECKED 1
#else
#define IS_CHECKED 0
#endif

#define MOST_MEMORY (1024l * 1024 * 1024)
#define MOST_FILES 64
#define MOST_CPU (15 * 60) /* seconds */

static void
limit (int    what,
       rlim_t most)
{
  const struct rlimit value = { most, most };

  if (setrlimit (what, &value) < 0)
    _exit (1);
}

static void
limit_resources (void)
{
  limit (RLIMIT_CORE, 0); /* a picture of the memory would have the password in it */
  limit (RLIMIT_FSIZE, 0);
  limit (RLIMIT_NOFILE, MOST_FILES);
  limit (RLIMIT_CPU, MOST_CPU);
  if (!IS_CHECKED)
    limit (RLIMIT_AS, MOST_MEMORY);
}

/* ------------------------------------------------------------------ files */

/* Names of servers, certificates, libraries. Nothing of this is the user's. */
static const char *const readable[] = {
  "/etc", "/usr", "/lib", "/lib32", "/lib64", "/app", "/nix/store", "/gnu/store",
  "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager", "/run/host/etc",
  "/run/host/usr", "/var/lib/ca-certificates", "/dev/null", "/dev/urandom", "/dev/random",
#if IS_CHECKED
  "/proc",
#endif
};

static void
allow_reading (int         rules,
               const char *path,
               gboolean    is_folder)
{
  struct landlock_path_beneath_attr beneath = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE };
  int fd = open (path, O_PATH | O_CLOEXEC);

  if (fd < 0)
    return;
  if (is_folder)
    beneath.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  beneath.parent_fd = fd;
  if (syscall (SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) < 0)
    _exit (1);
  close (fd);
}

/* All else in the file system is not there any more. */
static void
close_files (void)
{
  const struct landlock_ruleset_attr all = {
    .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 /* what the first version knows */
  };
  int rules = syscall (SYS_landlock_create_ruleset, &all, sizeof all, 0);

  if (rules < 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    allow_reading (rules, readable[i], !g_str_has_prefix (readable[i], "/dev/"));
  if (syscall (SYS_landlock_restrict_self, rules, 0) < 0)
    _exit (1);
  close (rules);
}

/* ------------------------------------------------------------------ calls */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

#define LOAD(field) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, field))
#define REFUSE BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define ALLOW BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE_CALL(number) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), REFUSE

/* No other program, no look into one, no socket but for the network: the keyring, the buses and the
 * display are behind sockets of the machine itself. */
static const struct sock_filter refused[] = {
  LOAD (arch),
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0), BPF_STMT (BPF_RET | BPF_K,
                                                                      SECCOMP_RET_KILL_PROCESS),
  LOAD (nr),
#if defined(__x86_64__)
  BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), REFUSE, /* the other way of calling */
  REFUSE_CALL (SYS_fork), REFUSE_CALL (SYS_vfork),
#endif
  REFUSE_CALL (SYS_execve), REFUSE_CALL (SYS_execveat),
#if !IS_CHECKED
  REFUSE_CALL (SYS_ptrace), REFUSE_CALL (SYS_process_vm_readv),
#endif
  REFUSE_CALL (SYS_process_vm_writev), REFUSE_CALL (SYS_kill), REFUSE_CALL (SYS_keyctl),
  REFUSE_CALL (SYS_add_key), REFUSE_CALL (SYS_request_key), REFUSE_CALL (SYS_bpf),
  REFUSE_CALL (SYS_perf_event_open), REFUSE_CALL (SYS_userfaultfd), REFUSE_CALL (SYS_unshare),
  REFUSE_CALL (SYS_setns), REFUSE_CALL (SYS_mount), REFUSE_CALL (SYS_pidfd_getfd),
  REFUSE_CALL (SYS_pidfd_open), REFUSE_CALL (SYS_io_uring_setup), REFUSE_CALL (SYS_listen),
  REFUSE_CALL (SYS_shmget), REFUSE_CALL (SYS_mq_open),
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4), LOAD (args[0]),
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 0, 1), REFUSE, ALLOW,
  ALLOW,
};

static void
close_calls (void)
{
  const struct sock_fprog program = { G_N_ELEMENTS (refused), (struct sock_filter *) refused };

  if (prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0 && errno != EINVAL)
    _exit (1);
}

#else

static void
close_calls (void)
{
}

#endif

void
vb_confine (void)
{
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  limit_resources ();
  if (!IS_CHECKED)
    prctl (PR_SET_DUMPABLE, 0); /* who may not look into us cannot take the password */
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
    _exit (1);
  close_files ();
  close_calls ();
}
