import Glibc
import Offload

extension Busybox {
    /// There is no C library in the guest: the program must bring everything itself.
    static func checkStatic(_ path: String) async throws(ImageError) {
        try await blocking { () throws(ImageError) in
            let number = open(path, O_RDONLY | O_CLOEXEC)
            guard number >= 0 else {
                throw ImageError(
                    .busybox, "busybox cannot be used for the guest. Install the package busybox-static.",
                    cause: SystemError("open", subject: path))
            }
            let file = Descriptor(owning: number)
            var head = [UInt8](repeating: 0, count: 16 << 10)
            let count = pread(file.raw, &head, head.count, 0)
            switch ELF(Array(head.prefix(max(0, count))))?.needsInterpreter {
            case false?: return
            case true?:
                throw ImageError(
                    .busybox,
                    "\(path) needs shared libraries, which the guest does not have. Install the package busybox-static."
                )
            case nil:
                throw ImageError(.busybox, "\(path) is not a program. Install the package busybox-static.")
            }
        }
    }
}
