#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebDAV server that means harm, for a test.

    webdav-hostile.py FOLDER

The first part of a path says what goes wrong; all else is done as a server should. “flaky-SEED”
does some of it now and then, and as it should in between. It writes its address on standard
output and the ports of what cannot even be connected to in FOLDER/ports, and ends when standard
input does.
"""

import importlib.util
import os
import random
import socket
import ssl
import sys
import threading
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location('well_known', os.path.join(HERE, 'webdav-server.py'))
well_known = importlib.util.module_from_spec(spec)
spec.loader.exec_module(well_known)

BOX = 26
GOOD = 'g' * BOX + '.vbz'
MULTISTATUS = '<?xml version="1.0"?>\n<D:multistatus xmlns:D="DAV:">'
BOMB = ('<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "' + 'ha' * 1000 + '">'
        + ''.join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
        + ']><D:multistatus xmlns:D="DAV:"><D:response><D:href>&j;</D:href></D:response>'
        + '</D:multistatus>')
OUTSIDE = ('<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
           '<D:multistatus xmlns:D="DAV:"><D:response><D:href>&a;</D:href></D:response>'
           '</D:multistatus>')


class Over(Exception):
    """The connection ends here."""


class Request:
    def __init__(self, stream):
        line = stream.readline(65536).decode('latin-1').split()
        if len(line) != 3:
            raise Over
        self.method, self.path = line[0], line[1]
        self.headers = {}
        while True:
            header = stream.readline(65536).decode('latin-1').strip()
            if not header:
                break
            name, _, value = header.partition(':')
            self.headers[name.lower()] = value.strip()
        self.what, _, self.rest = self.path.lstrip('/').partition('/')

    def read_body(self, stream, sock):
        if self.headers.get('expect', '').lower() == '100-continue':
            sock.sendall(b'HTTP/1.1 100 Continue\r\n\r\n')
        self.body = stream.read(int(self.headers.get('content-length', '0')))


def entry(href, folder=False, status=None):
    kind = '<D:collection/>' if folder else ''
    said = f'<D:status>HTTP/1.1 {status} x</D:status>' if status else ''
    return (f'<D:response><D:href>{href}</D:href>{said}<D:propstat><D:prop><D:resourcetype>{kind}'
            '</D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>'
            '</D:response>')


def listing(*entries):
    return (MULTISTATUS + ''.join(entries) + '</D:multistatus>').encode()


class Connection(threading.Thread):
    stores = {}
    lock = threading.Lock()

    def __init__(self, sock):
        super().__init__(daemon=True)
        self.sock = sock

    def run(self):
        try:
            stream = self.sock.makefile('rb')
            while True:
                request = Request(stream)
                request.read_body(stream, self.sock)
                with self.lock:
                    store = self.stores.setdefault(request.what, {})
                self.answer(request, store)
        except (Over, OSError, ValueError):
            pass
        finally:
            try:
                self.sock.close()
            except OSError:
                pass

    # ------------------------------------------------------------------ sending

    def send(self, data):
        self.sock.sendall(data.encode('latin-1') if isinstance(data, str) else data)

    def reply(self, status, body=b'', length=None, **headers):
        more = ''.join(f'{name.replace("_", "-")}: {value}\r\n' for name, value in headers.items())
        if length is None:
            length = len(body)
        self.send(f'HTTP/1.1 {status} x\r\nContent-Length: {length}\r\n{more}\r\n')
        self.send(body)

    # ------------------------------------------------------------------ as it should be

    def as_it_should(self, request, store):
        path, method = request.rest, request.method
        if method == 'MKCOL':
            self.reply(405 if path in store else 201)
            store[path] = None
        elif method == 'PUT':
            if path.rpartition('/')[0] + '/' not in store:
                self.reply(409)
            else:
                store[path] = request.body
                self.reply(201)
        elif method == 'PROPFIND':
            self.list(request, store)
        elif store.get(path) is None:
            self.reply(404)
        elif method == 'HEAD':
            self.reply(200, length=len(store[path]))
        elif method == 'GET':
            self.reply(200, store[path])
        elif method == 'DELETE':
            del store[path]
            self.reply(204)
        else:
            self.reply(501)

    def list(self, request, store):
        path = request.rest
        if path and path not in store:
            self.reply(404)
            return
        entries = [entry(request.path, folder=True)]
        if request.headers.get('depth') == '1':
            entries += [entry(f'/{request.what}/{name}') for name in sorted(store)
                        if name.startswith(path) and name != path]
        self.reply(207, listing(*entries))

    # ------------------------------------------------------------------ as it should not

    def answer(self, request, store):
        what = request.what
        if what.startswith('flaky-'):
            self.answer_flaky(request, store)
            return
        action = getattr(self, 'do_' + what.replace('-', '_'), None)
        if action is None or action(request, store) is False:
            self.as_it_should(request, store)

    def answer_flaky(self, request, store):
        chance = store.setdefault('', random.Random(request.what))
        with self.lock:
            which = chance.choice(FLAKY) if chance.random() < 0.25 else None
        saved = {name: value for name, value in store.items() if name}
        if which is None:
            self.as_it_should(request, Without(store))
        elif which == 'done, and not said' and request.method in ('PUT', 'DELETE', 'MKCOL'):
            self.send = lambda data: None
            self.as_it_should(request, Without(store))
            raise Over
        elif which == 'said, and not done' and request.method in ('PUT', 'DELETE'):
            self.as_it_should(request, dict(saved))
        elif which == 'half' and request.method == 'GET' and saved.get(request.rest):
            body = saved[request.rest]
            self.reply(200, body[:len(body) // 2])
        elif which == 'other' and request.method == 'GET' and saved.get(request.rest):
            self.reply(200, bytes(reversed(saved[request.rest])))
        elif which == 'nothing there' and request.method == 'PROPFIND':
            self.reply(207, listing())
        elif which == 'close':
            raise Over
        else:
            self.reply(chance.choice((500, 503, 423, 412, 507, 429, 403)))

    def only(self, methods, request, status, **headers):
        if request.method not in methods:
            return False
        self.reply(status, **headers)
        return True

    def do_login(self, request, store):
        self.reply(401, WWW_Authenticate='Basic realm="x"')

    def do_login_again(self, request, store):
        self.reply(401, WWW_Authenticate=f'Digest realm="x", nonce="{random.random()}", '
                                         'qop="auth", stale=true')

    def do_login_otherwise(self, request, store):
        self.reply(401, WWW_Authenticate='Negotiate\r\nWWW-Authenticate: NTLM')

    def do_forbidden(self, request, store):
        self.reply(403)

    def do_no_put(self, request, store):
        return self.only(('PUT',), request, 405)

    def do_no_webdav(self, request, store):
        return self.only(('PROPFIND',), request, 501)

    def do_full(self, request, store):
        return self.only(('PUT',), request, 507)

    def do_too_large(self, request, store):
        return self.only(('PUT',), request, 413)

    def do_locked(self, request, store):
        return self.only(('PUT',), request, 423)

    def do_stays(self, request, store):
        return self.only(('DELETE',), request, 423)

    def do_condition(self, request, store):
        return self.only(('PUT',), request, 412)

    def do_overloaded(self, request, store):
        self.reply(503, Retry_After='100000')

    def do_too_often(self, request, store):
        self.reply(429)

    def do_nowhere(self, request, store):
        self.reply(409 if request.method in ('MKCOL', 'PUT') else 404)

    def do_elsewhere(self, request, store):
        self.reply(302, Location='https://elsewhere.invalid/')

    def do_to_a_file(self, request, store):
        self.reply(301, Location='file:///etc/passwd')

    def do_round_and_round(self, request, store):
        self.reply(307, Location=request.path)

    def do_in_the_open(self, request, store):
        self.reply(308, Location='http://localhost/')

    def do_drip(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
        while True:
            self.send('x')
            time.sleep(0.2)

    def do_drip_headers(self, request, store):
        self.send('HTTP/1.1 200 OK\r\n')
        while True:
            self.send('X-A: b\r\n')
            time.sleep(0.2)

    def do_silent(self, request, store):
        time.sleep(60)
        raise Over

    def do_endless(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
        chunk = b'100000\r\n' + b'x' * 0x100000 + b'\r\n'
        while True:
            self.send(chunk)

    def do_enormous(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n')
        while True:
            self.send(b'x' * 0x100000)

    def do_endless_refusal(self, request, store):
        self.send('HTTP/1.1 404 x\r\nTransfer-Encoding: chunked\r\n\r\n')
        while True:
            self.send(b'10000\r\n' + b'x' * 0x10000 + b'\r\n')

    def do_endless_headers(self, request, store):
        self.send('HTTP/1.1 200 OK\r\n')
        while True:
            self.send('X-A: ' + 'b' * 8000 + '\r\n')

    def do_endless_hundreds(self, request, store):
        while True:
            self.send('HTTP/1.1 100 Continue\r\nX: ' + 'y' * 1000 + '\r\n\r\n')

    def do_endless_list(self, request, store):
        if request.method != 'PROPFIND':
            return False
        self.send('HTTP/1.1 207 x\r\nConnection: close\r\n\r\n' + MULTISTATUS)
        some = ''.join(entry(f'/x/{"n" * 900}{i}') for i in range(1000))
        while True:
            self.send(some)

    def do_endless_word(self, request, store):
        if request.method != 'PROPFIND':
            return False
        self.send('HTTP/1.1 207 x\r\nConnection: close\r\n\r\n' + MULTISTATUS
                  + '<D:response><D:href>')
        while True:
            self.send('a' * 0x10000)

    def do_shorter(self, request, store):
        if request.method != 'GET':
            return False
        self.reply(200, b'half', length=1000)
        raise Over

    def do_longer(self, request, store):
        if request.method != 'GET':
            return False
        self.reply(200, b'0123456789', length=4)
        raise Over

    def do_no_length(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhal')
        # Without a length, what is whole and what broke off differ in this: it says that it ends.
        # Older libcurl takes it without, too.
        self.sock.unwrap()
        raise Over

    def do_two_lengths(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: -5\r\n\r\nabc')
        raise Over

    def do_part(self, request, store):
        if request.method != 'GET':
            return False
        self.reply(206, b'part', Content_Range='bytes 0-3/100')

    def do_packed(self, request, store):
        if request.method != 'GET':
            return False
        self.reply(200, b'\x1f\x8b\x08' + b'\0' * 100, Content_Encoding='gzip')

    def do_hang_up(self, request, store):
        raise Over

    def do_hang_up_in_list(self, request, store):
        if request.method != 'PROPFIND':
            return False
        self.reply(207, listing(entry('/x/'))[:60], length=500)
        raise Over

    def do_bad_chunks(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n')
        raise Over

    def do_bomb(self, request, store):
        return self.say(request, BOMB)

    def do_outside(self, request, store):
        return self.say(request, OUTSIDE)

    def do_deep(self, request, store):
        return self.say(request, MULTISTATUS + '<D:a>' * 100000)

    def do_cut(self, request, store):
        return self.say(request, MULTISTATUS + entry('/x/y'))

    def do_odd_bytes(self, request, store):
        return self.say(request, (MULTISTATUS + '<D:response><D:href>').encode() + b'\xff\xfe\0')

    def do_no_list(self, request, store):
        return self.say(request, '<?xml version="1.0"?><html><body/></html>')

    def do_empty(self, request, store):
        return self.say(request, '')

    def say(self, request, text):
        if request.method != 'PROPFIND':
            return False
        self.reply(207, text.encode() if isinstance(text, str) else text)
        return True

    def do_page_to_log_in(self, request, store):
        self.reply(200, b'<html><form>Name:</form></html>')

    def do_ghosts(self, request, store):
        if request.method != 'PROPFIND':
            return False
        self.reply(207, listing(entry(f'{request.path}{GOOD}')))
        return True

    def do_odd_names(self, request, store):
        if request.method != 'PROPFIND':
            return False
        box, name = request.path, GOOD[1:]
        odd = [f'{box}../{name}', f'{box}..%2f{"a" + name}', f'/other/{"b" + name}',
               f'{box}{("c" + name).upper()}', f'{box}{"d" + name}/', f'{box}{"e" + name}x',
               f'{box}{"f" + name}%00', '/etc/passwd', 'file:///etc/passwd', f'{box}.part',
               f'{box}%2e%2e%2f%2e%2e%2fetc', '', '%', '%zz', f'{box}' + 'n' * 3000, '../' * 100]
        right = [f'{box}{GOOD}', f'https://localhost:1{box}{GOOD}',
                 f'http://inside:80/dav{box}{GOOD}',
                 ''.join(f'%{ord(c):02X}' for c in GOOD), f'./{GOOD}', f'{box}{GOOD}?x=1#y']
        gone = entry(f'{box}{"h" * BOX}.vbz', status='404')
        folder = entry(f'{box}{"i" * BOX}.vbz', folder=True)
        self.reply(207, listing(entry(box, folder=True), gone, folder, *map(entry, odd),
                                *map(entry, right)))
        return True

    def do_not_kept(self, request, store):
        return self.only(('PUT',), request, 201)

    def do_half_kept(self, request, store):
        if request.method != 'PUT':
            return False
        store[request.rest] = request.body[:-1]
        self.reply(201)
        return True

    def do_other_number(self, request, store):
        if request.method != 'GET':
            return False
        self.send('HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n')
        return True

    def do_nothing_in_it(self, request, store):
        return self.only(('GET',), request, 204)

    def do_no_http(self, request, store):
        self.send('hello, who is there?\n')
        raise Over

    def do_old_http(self, request, store):
        self.send('<html>')
        raise Over

    def do_delete_in_part(self, request, store):
        return self.only(('DELETE',), request, 207)

    def do_no_new_boxes(self, request, store):
        store[request.rest.rpartition('/')[0] + '/'] = None
        return self.only(('MKCOL',), request, 403)


class Without(dict):
    """A store without what the server remembers for itself; what is written goes to both."""

    def __init__(self, store):
        super().__init__({name: value for name, value in store.items() if name})
        self.store = store

    def __setitem__(self, name, value):
        super().__setitem__(name, value)
        self.store[name] = value

    def __delitem__(self, name):
        super().__delitem__(name)
        self.store.pop(name, None)


FLAKY = ('done, and not said', 'said, and not done', 'half', 'other', 'nothing there', 'close',
         'refused')


# ---------------------------------------------------------------- ports

def listen():
    sock = socket.socket()
    sock.bind(('127.0.0.1', 0))
    sock.listen(32)
    return sock, sock.getsockname()[1]


def serve(take):
    """Each connection to a new port is given to a function, on a thread of its own."""
    sock, port = listen()

    def loop():
        while True:
            one, _ = sock.accept()
            threading.Thread(target=quietly, args=(take, one), daemon=True).start()
    threading.Thread(target=loop, daemon=True).start()
    return port


def quietly(take, one):
    try:
        take(one)
    except (OSError, ValueError):
        one.close()


def with_tls(folder, name='server', change=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f'{folder}/{name}.pem', f'{folder}/{name}.key')
    if change is not None:
        change(context)

    def take(one):
        Connection(context.wrap_socket(one, server_side=True)).run()
    return take


def make_old(context):
    warnings.simplefilter('ignore', DeprecationWarning)  # that is what it is for
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers('ALL:@SECLEVEL=0')


def in_the_open(one):
    one.recv(4096)
    one.sendall(b'HTTP/1.1 400 x\r\nContent-Length: 0\r\n\r\n')
    one.close()


def proxy(one):
    one.recv(4096)
    one.sendall(b'HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm="x"\r\n'
                b'Content-Length: 0\r\n\r\n')
    one.close()


def garbage(one):
    one.recv(4096)
    one.sendall(b'\x16\x03\x03\x40\x00' + os.urandom(0x4000))
    one.close()


def closed_port():
    sock, port = listen()
    sock.close()
    return port


def main():
    folder = os.path.abspath(sys.argv[1])
    well_known.make_authority(folder)
    well_known.make_authority(folder, 'stranger')
    well_known.make_certificate(folder)
    well_known.make_certificate(folder, 'other-name', host='elsewhere.invalid')
    well_known.make_certificate(folder, 'unknown', authority='stranger')
    # It ends as it begins; one that ends before that openssl 3.5 does not make.
    well_known.make_certificate(folder, 'run-out', days=0)
    port = serve(with_tls(folder))
    ports = {
        'other-name': serve(with_tls(folder, 'other-name')),
        'unknown': serve(with_tls(folder, 'unknown')),
        'run-out': serve(with_tls(folder, 'run-out')),
        'old': serve(with_tls(folder, change=make_old)),
        'no-tls': serve(in_the_open),
        'garbage': serve(garbage),
        'proxy': serve(proxy),
        'hang-up': serve(lambda one: one.close()),
        'never': serve(lambda one: time.sleep(60)),
        'closed': closed_port(),
    }
    with open(f'{folder}/ports', 'w', encoding='ascii') as file:
        file.writelines(f'{name} {number}\n' for name, number in ports.items())
    print(f'https://localhost:{port}/', flush=True)
    sys.stdin.read()
    return 0


if __name__ == '__main__':
    sys.exit(main())
