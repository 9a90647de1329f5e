#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyring service and a portal for secrets that misbehave when they are told to.

Takes org.freedesktop.secrets and org.freedesktop.portal.Desktop on the session bus, says "ready"
on its standard output and keeps everything in memory. A test tells it how to behave with

    nl.verbinder.Fake.Set (name, value) at /nl/verbinder/Fake

locked    1: the keyring is locked
hides     1: a locked keyring finds nothing
prompt    accept, dismiss or never: what becomes of the question to unlock
hang      name of a method that is never answered
die       name of a method at which the service is gone
value     what every item holds from now on
forget    1: new items are not kept
garble    1: new items are kept wrongly
refuse    1: new items are refused
alias     0: there is no default keyring
bytes     how many bytes the portal gives
seed      another number gives another secret of the portal
response  what the portal answers: 0 done, 1 cancelled, 2 otherwise
"""

import os
import sys

import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ROOT = '/org/freedesktop/secrets'
COLLECTION = ROOT + '/collection/login'
ALIAS = ROOT + '/aliases/default'
SECRET = 'org.freedesktop.Secret.'
PORTAL = 'org.freedesktop.portal.'

INTERFACES = Gio.DBusNodeInfo.new_for_xml("""
<node>
 <interface name="org.freedesktop.Secret.Service">
  <method name="OpenSession">
   <arg direction="in" type="s"/><arg direction="in" type="v"/>
   <arg direction="out" type="v"/><arg direction="out" type="o"/>
  </method>
  <method name="SearchItems">
   <arg direction="in" type="a{ss}"/>
   <arg direction="out" type="ao"/><arg direction="out" type="ao"/>
  </method>
  <method name="Unlock">
   <arg direction="in" type="ao"/><arg direction="out" type="ao"/><arg direction="out" type="o"/>
  </method>
  <method name="ReadAlias"><arg direction="in" type="s"/><arg direction="out" type="o"/></method>
  <property name="Collections" type="ao" access="read"/>
 </interface>
 <interface name="org.freedesktop.Secret.Collection">
  <method name="CreateItem">
   <arg direction="in" type="a{sv}"/><arg direction="in" type="(oayays)"/>
   <arg direction="in" type="b"/>
   <arg direction="out" type="o"/><arg direction="out" type="o"/>
  </method>
  <property name="Items" type="ao" access="read"/>
  <property name="Label" type="s" access="read"/>
  <property name="Locked" type="b" access="read"/>
  <property name="Created" type="t" access="read"/>
  <property name="Modified" type="t" access="read"/>
 </interface>
 <interface name="org.freedesktop.Secret.Item">
  <method name="Delete"><arg direction="out" type="o"/></method>
  <method name="GetSecret">
   <arg direction="in" type="o"/><arg direction="out" type="(oayays)"/>
  </method>
  <property name="Locked" type="b" access="read"/>
  <property name="Attributes" type="a{ss}" access="read"/>
  <property name="Label" type="s" access="read"/>
  <property name="Created" type="t" access="read"/>
  <property name="Modified" type="t" access="read"/>
 </interface>
 <interface name="org.freedesktop.Secret.Session"><method name="Close"/></interface>
 <interface name="org.freedesktop.Secret.Prompt">
  <method name="Prompt"><arg direction="in" type="s"/></method>
  <method name="Dismiss"/>
 </interface>
 <interface name="org.freedesktop.portal.Secret">
  <method name="RetrieveSecret">
   <arg direction="in" type="h"/><arg direction="in" type="a{sv}"/><arg direction="out" type="o"/>
  </method>
  <property name="version" type="u" access="read"/>
 </interface>
 <interface name="nl.verbinder.Fake">
  <method name="Set"><arg direction="in" type="s"/><arg direction="in" type="s"/></method>
  <method name="CountItems"><arg direction="out" type="u"/></method>
 </interface>
</node>""")


class Service:
    def __init__(self, bus):
        self.bus = bus
        self.settings = {'prompt': 'dismiss', 'alias': '1',
                         'bytes': '64', 'seed': '1', 'response': '0'}
        self.items = {}
        self.number = 0
        self.registrations = {}
        self.register(ROOT, SECRET + 'Service')
        self.register(COLLECTION, SECRET + 'Collection')
        self.register(ALIAS, SECRET + 'Collection')
        self.register('/org/freedesktop/portal/desktop', PORTAL + 'Secret')
        self.register('/nl/verbinder/Fake', 'nl.verbinder.Fake')

    def is_set(self, name):
        return self.settings.get(name, '0') == '1'

    def register(self, path, interface):
        self.registrations[path] = self.bus.register_object(
            path, INTERFACES.lookup_interface(interface), self.call, self.get_property, None)

    def new_path(self, kind):
        self.number += 1
        return '%s/%s%d' % (ROOT, kind, self.number)

    def call(self, _bus, _sender, path, interface, method, parameters, invocation):
        if self.settings.get('die') == method:
            os._exit(0)
        if self.settings.get('hang') == method:
            return
        answer = getattr(self, interface.rsplit('.', 1)[1] + '_' + method)
        answer(invocation, path, *parameters.unpack())

    def get_property(self, _bus, _sender, path, _interface, name):
        item = self.items.get(path, {})
        return {
            'Collections': lambda: GLib.Variant('ao', [COLLECTION]),
            'Items': lambda: GLib.Variant('ao', list(self.items)),
            'Locked': lambda: GLib.Variant('b', self.is_set('locked')),
            'Attributes': lambda: GLib.Variant('a{ss}', item.get('attributes', {})),
            'Label': lambda: GLib.Variant('s', item.get('label', 'Login')),
            'Created': lambda: GLib.Variant('t', item.get('number', 0)),
            'Modified': lambda: GLib.Variant('t', item.get('number', 0)),
            'version': lambda: GLib.Variant('u', 1),
        }[name]()

    # The keyring

    def Service_OpenSession(self, invocation, _path, algorithm, _input):
        if algorithm != 'plain':
            invocation.return_dbus_error('org.freedesktop.DBus.Error.NotSupported', 'only plain')
            return
        session = self.new_path('session/s')
        self.register(session, SECRET + 'Session')
        invocation.return_value(GLib.Variant('(vo)', (GLib.Variant('s', ''), session)))

    def Session_Close(self, invocation, _path):
        invocation.return_value(None)

    def Service_SearchItems(self, invocation, _path, wanted):
        found = [path for path, item in self.items.items()
                 if all(item['attributes'].get(key) == value for key, value in wanted.items())]
        locked = self.is_set('locked')
        if locked and self.is_set('hides'):
            found = []
        invocation.return_value(GLib.Variant('(aoao)', ([], found) if locked else (found, [])))

    def Service_ReadAlias(self, invocation, _path, name):
        there = name == 'default' and self.is_set('alias')
        invocation.return_value(GLib.Variant('(o)', (COLLECTION if there else '/',)))

    def Service_Unlock(self, invocation, _path, objects):
        if not self.is_set('locked'):
            invocation.return_value(GLib.Variant('(aoo)', (objects, '/')))
            return
        prompt = self.new_path('prompt/p')
        self.register(prompt, SECRET + 'Prompt')
        self.items_to_unlock = objects
        invocation.return_value(GLib.Variant('(aoo)', ([], prompt)))

    def Prompt_Prompt(self, invocation, path, _window):
        invocation.return_value(None)
        if self.settings['prompt'] != 'never':
            GLib.timeout_add(20, self.end_prompt, path, self.settings['prompt'] == 'accept')

    def Prompt_Dismiss(self, invocation, path):
        invocation.return_value(None)
        self.end_prompt(path, False)

    def end_prompt(self, path, accepted):
        if accepted:
            self.settings['locked'] = '0'
        result = GLib.Variant('ao', self.items_to_unlock if accepted else [])
        self.bus.emit_signal(None, path, SECRET + 'Prompt', 'Completed',
                             GLib.Variant('(bv)', (not accepted, result)))
        return False

    def Collection_CreateItem(self, invocation, _path, properties, secret, replace):
        if self.is_set('refuse'):
            invocation.return_dbus_error('org.freedesktop.DBus.Error.AccessDenied', 'no')
            return
        if self.is_set('locked'):
            invocation.return_dbus_error(SECRET + 'Error.IsLocked', 'locked')
            return
        attributes = properties.get(SECRET + 'Item.Attributes', {})
        path = next((path for path, item in self.items.items()
                     if replace and item['attributes'] == attributes), None)
        if path is None:
            path = self.new_path('collection/login/i')
            self.register(path, SECRET + 'Item')
        value = bytes(secret[2])
        if self.is_set('garble'):
            value = value[::-1]
        self.items[path] = {'attributes': attributes, 'value': value, 'number': self.number,
                            'label': properties.get(SECRET + 'Item.Label', '')}
        invocation.return_value(GLib.Variant('(oo)', (path, '/')))
        if self.is_set('forget'):
            self.remove(path)

    def remove(self, path):
        del self.items[path]
        self.bus.unregister_object(self.registrations.pop(path))

    def Item_GetSecret(self, invocation, path, session):
        if self.is_set('locked'):
            invocation.return_dbus_error(SECRET + 'Error.IsLocked', 'locked')
            return
        value = self.settings.get('value')
        value = self.items[path]['value'] if value is None else value.encode()
        invocation.return_value(GLib.Variant('((oayays))', ((session, b'', value, 'text/plain'),)))

    def Item_Delete(self, invocation, path):
        invocation.return_value(GLib.Variant('(o)', ('/',)))
        self.remove(path)

    # The portal

    def Secret_RetrieveSecret(self, invocation, _path, handle, options):
        message = invocation.get_message()
        sender = message.get_sender()[1:].replace('.', '_')
        request = '/'.join(('/org/freedesktop/portal/desktop/request', sender,
                            options['handle_token']))
        fd = message.get_unix_fd_list().get(handle)
        invocation.return_value(GLib.Variant('(o)', (request,)))
        if self.settings.get('die') == 'Response':
            os._exit(0)
        seed = int(self.settings['seed'])
        os.write(fd, bytes((seed + i) % 256 for i in range(int(self.settings['bytes']))))
        os.close(fd)
        if self.settings.get('hang') == 'Response':
            return
        self.bus.emit_signal(None, request, PORTAL + 'Request', 'Response',
                             GLib.Variant('(ua{sv})', (int(self.settings['response']), {})))

    # The test

    def Fake_Set(self, invocation, _path, name, value):
        self.settings[name] = value
        invocation.return_value(None)

    def Fake_CountItems(self, invocation, _path):
        invocation.return_value(GLib.Variant('(u)', (len(self.items),)))


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    service = Service(bus)
    loop = GLib.MainLoop()
    wanted = ['org.freedesktop.secrets', 'org.freedesktop.portal.Desktop']

    def acquired(_bus, name):
        wanted.remove(name)
        if not wanted:
            print('ready', flush=True)

    for name in list(wanted):
        Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, acquired,
                                       lambda *_: sys.exit('The name is taken'))
    bus.connect('closed', lambda *_: os._exit(0))
    loop.run()
    return service


main()
