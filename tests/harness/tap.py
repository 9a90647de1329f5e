# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of a script and says what they did as TAP, case by case."""

import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Prints a line per case as soon as it is known, with what went wrong as comment."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def say(self, good, test, directive=''):
        self.count += 1
        name = test.shortDescription() or test.id().replace('__main__.', '')
        print(f'{"ok" if good else "not ok"} {self.count} - {name}{directive}', flush=True)

    def comment(self, error):
        for line in ''.join(traceback.format_exception(*error)).splitlines():
            print('# ' + line, flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say(False, test)
        self.comment(err)

    def addError(self, test, err):
        super().addError(test, err)
        self.say(False, test)
        self.comment(err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say(True, test, f' # SKIP {reason}')


def main():
    """Runs the cases of the calling script; names given as arguments choose some of them."""
    loader = unittest.defaultTestLoader
    if len(sys.argv) > 1:
        suite = loader.loadTestsFromNames(sys.argv[1:], sys.modules['__main__'])
    else:
        suite = loader.loadTestsFromModule(sys.modules['__main__'])
    print(f'1..{suite.countTestCases()}', flush=True)
    result = TapResult()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
