import Glibc
import Host
import Offload

/// qemu-img, which knows every format of disks. It has no power of root's.
enum QemuImage {
    /// Runs it; `making` is the file that it writes, among its words: it is made by us, and handed over.
    static func run(
        _ arguments: String..., making path: String, limit: Duration = .seconds(3600)
    ) async throws(ImageError) {
        guard let program = FileSystem.program("qemu-img") else {
            throw ImageError(.missingProgram, "qemu-img is not installed. Install the package qemu-utils.")
        }
        let file = try await made(path)
        let arguments = arguments.map { $0 == path ? Unprivileged.path(ofInherited: 0) : $0 }
        let result: Child.Result
        do throws(HostError) {
            result = try await Unprivileged.run(program, arguments, inheriting: [file], limit: limit)
        } catch {
            throw ImageError(.disk, "qemu-img cannot be run", cause: error)
        }
        guard result.end != .exited(0) else { return }
        if Task.isCancelled { throw ImageError(.cancelled, "cancelled", cause: CancellationError()) }
        let words = result.output.split(separator: "\n").last ?? "it said nothing"
        throw ImageError(
            result.output.contains("No space left") ? .noSpace : .disk, "qemu-img could not make \(path): \(words)")
    }

    /// An empty file, where we may make one and qemu-img perhaps may not.
    private static func made(_ path: String) async throws(ImageError) -> Descriptor {
        do throws(SystemError) {
            return try await blocking { () throws(SystemError) in
                Descriptor(
                    owning: try retrying("open", path) {
                        open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
                    })
            }
        } catch {
            let isFull = error.number == ENOSPC || error.number == EDQUOT
            throw ImageError(isFull ? .noSpace : .disk, "\(path) cannot be made", cause: error)
        }
    }
}
