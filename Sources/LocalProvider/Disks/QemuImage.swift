import Host
import Machines

/// Makes disks by qemu-img, with our own rights: a claim may be filled from an image that lies where only root may go.
enum QemuImage {
    /// A qcow2 overlay that keeps what a machine writes; the base is only read. `size`, in bytes, may be larger than the
    /// base's, whose own it is when nil.
    static func makeOverlay(_ path: String, on base: String, format: String = "qcow2", size: Int64?)
        async throws(MachineError)
    {
        try await create(path, ["-b", base, "-F", format], size: size)
    }

    /// An overlay of a size in bytes, without a look at what is beneath it: it is in use, or not there yet.
    static func makeOverlay(_ path: String, onUnseen base: String, size: Int64) async throws(MachineError) {
        try await create(path, ["-u", "-b", base, "-F", "qcow2"], size: size)
    }

    /// An empty disk, in bytes.
    static func makeEmpty(_ path: String, size: Int64) async throws(MachineError) {
        try await create(path, [], size: size)
    }

    /// A raw copy of an image, sparse where it is empty; its format is QEMU's guess when nil.
    static func convert(_ image: String, format: String?, to path: String) async throws(MachineError) {
        let source = format.map { ["-f", $0] } ?? []
        try await run(["convert"] + source + ["-O", "raw", image, path], making: path, limit: .seconds(3600))
    }

    private static func create(_ path: String, _ options: [String], size: Int64?) async throws(MachineError) {
        let arguments = ["create", "-q", "-f", "qcow2"] + options + [path] + (size.map { ["\($0)"] } ?? [])
        try await run(arguments, making: path, limit: .seconds(60))
    }

    private static func run(_ arguments: [String], making path: String, limit: Duration) async throws(MachineError) {
        guard let program = FileSystem.program("qemu-img") else {
            throw MachineError(.hostNotReady, "qemu-img is not installed. Install the package qemu-utils.")
        }
        let result: Child.Result
        do throws(HostError) {
            result = try await Child.run(program, arguments, limit: limit)
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
