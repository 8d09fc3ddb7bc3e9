# SPDX-License-Identifier: Apache-2.0
#
# terminal.py COLUMNS ROWS PROGRAM [ARGUMENT...]: runs a program on a pseudo terminal, which Node cannot make. Standard
# input has one JSON value a line: a string is typed, a list of two numbers is the terminal's new size. What the program
# writes goes to standard output as it is. Ends with the program's status.
import fcntl
import json
import os
import pty
import selectors
import signal
import struct
import sys
import termios


def resize(descriptor, columns, rows):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def main():
    size = [int(word) for word in sys.argv[1:3]]
    child, terminal = pty.fork()
    if child == 0:
        resize(0, *size)
        os.execvp(sys.argv[3], sys.argv[3:])
    waiting = selectors.DefaultSelector()
    waiting.register(terminal, selectors.EVENT_READ)
    waiting.register(0, selectors.EVENT_READ)
    left = b""
    while True:
        for key, _ in waiting.select():
            try:
                data = os.read(key.fd, 65536)
            except OSError:  # The program has closed the terminal.
                data = b""
            if key.fd == terminal and data:
                os.write(1, data)
            elif key.fd == terminal:
                sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            elif not data:
                os.kill(child, signal.SIGKILL)
                waiting.unregister(0)
            else:
                *lines, left = (left + data).split(b"\n")
                for line in lines:
                    what = json.loads(line)
                    if isinstance(what, str):
                        os.write(terminal, what.encode())
                    else:
                        resize(terminal, *what)


main()
