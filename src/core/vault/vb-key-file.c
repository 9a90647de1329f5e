/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIGITS (2 * VB_KEY_SIZE)

static VbSecret *
refuse (GError     **error,
        int          code,
        const char  *message)
{
  g_set_error_literal (error, VB_ERROR, code, message);
  return NULL;
}

/* Reads from an open file: asking about it by name and then opening it could be two files. */
static VbSecret *
read_key (int      fd,
          GError **error)
{
  char text[DIGITS + 16];
  struct stat about;
  gssize length;
  VbSecret *key;

  if (fstat (fd, &about) != 0 || !S_ISREG (about.st_mode))
    return refuse (error, VB_ERROR_INVALID_INPUT, "The key file is not a file");
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return refuse (error, VB_ERROR_INVALID_INPUT,
                   "Others can read the key file; chmod 600 makes it yours alone");
  length = read (fd, text, sizeof text - 1);
  if (length < 0)
    return refuse (error, VB_ERROR_READ_ONLY, "The key file cannot be read");
  text[length] = '\0';
  if (strlen (text) != (gsize) length)
    text[0] = '\0';
  g_strchomp (text);
  key = vb_secret_from_hex (text, VB_KEY_SIZE, error);
  sodium_memzero (text, sizeof text);
  g_prefix_error (error, "The key file is not one: ");
  return key;
}

/**
 * vb_vault_key_from_file:
 * @path: a file with 64 hexadecimal digits, that only its owner may read
 *
 * Reads a key for use without a person. Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_READ_ONLY (may not
 * be read), %VB_ERROR_INVALID_INPUT when others can read it or it has something else in it.
 *
 * Returns: (transfer full): the key, or %NULL with an error
 */
VbSecret *
vb_vault_key_from_file (const char  *path,
                        GError     **error)
{
  VbSecret *key;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return refuse (error, errno == ENOENT ? VB_ERROR_NOT_FOUND : VB_ERROR_READ_ONLY,
                   errno == ENOENT ? "There is no such key file"
                                   : "The key file cannot be read");
  key = read_key (fd, error);
  close (fd);
  return key;
}
