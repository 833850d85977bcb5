import Host
import Machines

/// Makes disks by qemu-img.
enum QemuImage {
    /// A qcow2 overlay that keeps what a machine writes; the base is only read. `size`, in bytes, may be larger than the
    /// base's, whose own it is when nil.
    static func makeOverlay(_ path: String, on base: String, size: Int64?) async throws(MachineError) {
        try await create(path, ["-b", base, "-F", "qcow2"], size: size)
    }

    /// An empty disk, in bytes.
    static func makeEmpty(_ path: String, size: Int64) async throws(MachineError) {
        try await create(path, [], size: size)
    }

    private static func create(_ path: String, _ options: [String], size: Int64?) async throws(MachineError) {
        guard let program = FileSystem.program("qemu-img") else {
            throw MachineError(.hostNotReady, "qemu-img is not installed. Install the package qemu-utils.")
        }
        let arguments = ["create", "-q", "-f", "qcow2"] + options + [path] + (size.map { ["\($0)"] } ?? [])
        let result: Child.Result
        do throws(HostError) {
            result = try await Child.run(program, arguments, limit: .seconds(60))
        } catch {
            throw .host(error)
        }
        guard result.end == .exited(0) else {
            throw MachineError(
                result.output.contains("No space left") ? .hostNotReady : .internalFault,
                "qemu-img could not make \(path): \(result.output.split(separator: "\n").last ?? "it said nothing")")
        }
    }
}
