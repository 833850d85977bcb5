// Error and signal numbers differ between architectures; the wire has those of asm-generic (x86, Arm, RISC-V).
#ifndef CODES_H
#define CODES_H

// The wire's number of an errno; an error that the wire has no number for is EIO.
int error_to_wire(int error);

// The wire's number of a signal, and back (0: no such signal here).
int signal_to_wire(int number);
int signal_from_wire(int number);

#endif
