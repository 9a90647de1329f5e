#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a WebDAV server of a well-known kind on this machine alone, for a test.

    webdav-server.py apache|lighttpd|nginx FOLDER

It serves FOLDER/www by TLS to whoever gives the name “nurse” and the password “geheim: 123”, with a
certificate of an authority that it makes (FOLDER/authority.pem). It writes its address on standard
output, and ends when standard input does. Status 77: that kind is not installed.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time

USER, PASSWORD = 'nurse', 'geheim: 123'

APACHE = '''
ServerName localhost
ServerRoot {folder}
PidFile {folder}/pid
Listen 127.0.0.1:{port}
{modules}
{user}
ErrorLog {folder}/log
DocumentRoot {folder}/www
DavLockDB {folder}/lock/db
SSLEngine on
SSLCertificateFile {folder}/server.pem
SSLCertificateKeyFile {folder}/server.key
<Location />
  Dav On
  AuthType Basic
  AuthName dav
  AuthUserFile {folder}/users
  Require valid-user
</Location>
'''
APACHE_MODULES = ('mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic',
                  'dav', 'dav_fs', 'ssl')

LIGHTTPD = '''
server.modules = ("mod_auth", "mod_authn_file", "mod_openssl", "mod_webdav")
server.document-root = "{folder}/www"
server.upload-dirs = ("{folder}/lock")
server.errorlog = "{folder}/log"
server.bind = "127.0.0.1"
server.port = {port}
ssl.engine = "enable"
ssl.pemfile = "{folder}/server.pem"
ssl.privkey = "{folder}/server.key"
auth.backend = "htpasswd"
auth.backend.htpasswd.userfile = "{folder}/users"
auth.require = ("" => ("method" => "basic", "realm" => "dav", "require" => "valid-user"))
webdav.activate = "enable"
'''

NGINX = '''
load_module {modules}/ngx_http_dav_ext_module.so;
{user}
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/lock/body;
  proxy_temp_path {folder}/lock/proxy;
  fastcgi_temp_path {folder}/lock/fastcgi;
  uwsgi_temp_path {folder}/lock/uwsgi;
  scgi_temp_path {folder}/lock/scgi;
  client_max_body_size 80m;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/server.pem;
    ssl_certificate_key {folder}/server.key;
    root {folder}/www;
    location / {{
      auth_basic dav;
      auth_basic_user_file {folder}/users;
      dav_methods PUT DELETE MKCOL;
      dav_ext_methods PROPFIND OPTIONS;
    }}
  }}
}}
'''


def openssl(*arguments, typed=None):
    return subprocess.run(['openssl', *arguments], check=True, input=typed, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout


def make_authority(folder, name='authority'):
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
            '-subj', '/CN=Test authority', '-days', '10', '-keyout', f'{folder}/{name}.key',
            '-out', f'{folder}/{name}.pem')


def make_certificate(folder, name='server', host='localhost', authority='authority', days=5,
                     start=None):
    """Of a server, signed by an authority that was made."""
    with open(f'{folder}/{name}.ext', 'w', encoding='ascii') as file:
        file.write(f'subjectAltName=DNS:{host}\n')
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj',
            f'/CN={host}', '-keyout', f'{folder}/{name}.key', '-out', f'{folder}/{name}.csr')
    openssl('x509', '-req', '-in', f'{folder}/{name}.csr', '-CA', f'{folder}/{authority}.pem',
            '-CAkey', f'{folder}/{authority}.key', '-days', str(days), '-extfile',
            f'{folder}/{name}.ext', '-out', f'{folder}/{name}.pem', '-CAcreateserial')


def find_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def make_users(folder):
    hashed = openssl('passwd', '-apr1', '-stdin', typed=PASSWORD.encode()).decode().strip()
    with open(f'{folder}/users', 'w', encoding='ascii') as file:
        file.write(f'{USER}:{hashed}\n')


def prepare(kind, folder, port):
    """What to run."""
    program = {'apache': 'apache2'}.get(kind, kind)
    path = shutil.which(program, path=os.environ['PATH'] + ':/usr/sbin:/sbin')
    if path is None:
        return None
    values = {'folder': folder, 'port': port, 'user': '', 'modules': '/usr/lib/nginx/modules'}
    if kind == 'apache':
        values['modules'] = '\n'.join(
            f'LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so'
            for name in APACHE_MODULES)
        if os.getuid() == 0:
            nobody = pwd.getpwnam('nobody')
            values['user'] = 'User nobody\nGroup nogroup'
            for name in ('www', 'lock'):
                os.chown(f'{folder}/{name}', nobody.pw_uid, nobody.pw_gid)
    elif kind == 'nginx':
        if not os.path.exists(values['modules'] + '/ngx_http_dav_ext_module.so'):
            return None
        values['user'] = 'user root;' if os.getuid() == 0 else ''
    elif not os.path.exists('/usr/lib/lighttpd/mod_webdav.so'):
        return None
    text = {'apache': APACHE, 'lighttpd': LIGHTTPD, 'nginx': NGINX}[kind].format(**values)
    config = f'{folder}/{kind}.conf'
    with open(config, 'w', encoding='ascii') as file:
        file.write(text)
    return {'apache': [path, '-X', '-f', config], 'lighttpd': [path, '-D', '-f', config],
            'nginx': [path, '-c', config]}[kind]


def wait_until_it_answers(server, port):
    for _ in range(600):
        if server.poll() is not None:
            return False
        with socket.socket() as one:
            if one.connect_ex(('127.0.0.1', port)) == 0:
                return True
        time.sleep(0.05)
    return False


def main():
    kind, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    port = find_port()
    os.chmod(folder, 0o755)
    for name in ('www', 'lock', 'www/letters'):
        os.makedirs(f'{folder}/{name}', exist_ok=True)
    command = prepare(kind, folder, port)
    if command is None:
        print(f'{kind} is not installed here', flush=True)
        return 77
    if kind == 'apache' and os.getuid() == 0:
        shutil.chown(f'{folder}/www/letters', 'nobody', 'nogroup')
    make_authority(folder)
    make_certificate(folder)
    make_users(folder)
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.STDOUT)
    try:
        if not wait_until_it_answers(server, port):
            with open(f'{folder}/log', encoding='utf-8', errors='replace') as file:
                print(f'{kind} does not start: {file.read()}', flush=True)
            return 1
        print(f'https://localhost:{port}/letters/', flush=True)
        sys.stdin.read()
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
    return 0


if __name__ == '__main__':
    sys.exit(main())
