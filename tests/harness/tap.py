# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of a script and says what they did as TAP, case by case."""

import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Prints a line per case as soon as it is over, and what went wrong before it as comments."""

    def __init__(self):
        super().__init__()
        self.count = 0
        self.good = True
        self.directive = ''

    def startTest(self, test):
        super().startTest(test)
        self.good = True
        self.directive = ''

    def stopTest(self, test):
        super().stopTest(test)
        self.count += 1
        name = test.shortDescription() or test.id().replace('__main__.', '')
        verdict = 'ok' if self.good else 'not ok'
        print(f'{verdict} {self.count} - {name}{self.directive}', flush=True)

    def went_wrong(self, error):
        """A case can go wrong twice: in itself and in what is done after it."""
        self.good = False
        for line in ''.join(traceback.format_exception(*error)).splitlines():
            print('# ' + line, flush=True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.went_wrong(err)

    def addError(self, test, err):
        super().addError(test, err)
        self.went_wrong(err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.directive = f' # SKIP {reason}'


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
