import Host

/// qemu-img, which knows every format of disks.
enum QemuImage {
    /// Runs it; `making` is the file that it writes, for the error.
    static func run(
        _ arguments: String..., making path: String, limit: Duration = .seconds(3600)
    ) async throws(ImageError) {
        guard let program = FileSystem.program("qemu-img") else {
            throw ImageError(.missingProgram, "qemu-img is not installed. Install the package qemu-utils.")
        }
        let result: Child.Result
        do throws(HostError) {
            result = try await Unprivileged.run(program, arguments, limit: limit)
        } catch {
            throw ImageError(.disk, "qemu-img cannot be run", cause: error)
        }
        guard result.end != .exited(0) else { return }
        if Task.isCancelled { throw ImageError(.cancelled, "cancelled", cause: CancellationError()) }
        let words = result.output.split(separator: "\n").last ?? "it said nothing"
        throw ImageError(
            result.output.contains("No space left") ? .noSpace : .disk, "qemu-img could not make \(path): \(words)")
    }
}
