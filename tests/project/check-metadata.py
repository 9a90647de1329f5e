#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metadata for software centres is valid, for older and newer versions of the format.

    check-metadata.py METAINFO.XML
"""

import re
import subprocess
import sys

# Verbinder has no page of its own on the web yet; newer versions of the check warn about that.
EXPECTED = {'url-homepage-missing'}


def main():
    result = subprocess.run(['appstreamcli', 'validate', '--no-net', '--no-color', sys.argv[1]],
                            check=False, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)
    problems = re.findall(r'^[EW]: \S+ (\S+)$', result.stdout, re.MULTILINE)
    unexpected = [problem for problem in problems if problem not in EXPECTED]
    if unexpected or (result.returncode != 0 and not problems):
        print(result.stdout)
        sys.exit(1)


if __name__ == '__main__':
    main()
