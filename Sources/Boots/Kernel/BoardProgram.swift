import Glibc
package import KubeVirt
package import Machines
import Offload

/// A program for a board, as a file of this host.
package enum BoardProgram {
    /// So many bytes tell: the beginning of an ELF file, up to what it is for.
    private static let enough = 20

    /// What is wrong with the file is told before anything is started: QEMU would run whatever it is.
    package static func find(_ path: String, for board: Board) throws(MachineError) -> KernelFiles {
        guard let real = realpath(path, nil) else {
            throw MachineError(.invalidInput, "there is no program at \(path): \(String(cString: strerror(errno)))")
        }
        defer { free(real) }
        let place = String(cString: real)
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try beginning(of: place, enough) } catch {
            throw MachineError(.invalidInput, "the program \(path) cannot be read: \(error.reason)")
        }
        guard isForArm(bytes) else {
            throw MachineError(
                .invalidInput,
                "\(path) is no program for \(board.rawValue): that is an ELF file for 32-bit Arm, as a linker makes it "
                    + "(not the raw image that objcopy makes of it)")
        }
        return KernelFiles(image: place, version: "")
    }

    /// An ELF file, of 32 bits, the lowest byte first, that can be run and is for Arm.
    static func isForArm(_ bytes: [UInt8]) -> Bool {
        bytes.count >= enough && bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 1, 1]) && bytes[16...17] == [2, 0]
            && bytes[18...19] == [40, 0]
    }
}
