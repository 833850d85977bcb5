import Glibc
import Host
import Offload

/// One run of qemu-img's convert, bounded, and without root's powers: it reads what somebody else made, with C.
///
/// It is given the files, so that it needs no right to the directories in which they are.
struct Conversion: Sendable {
    let source: ConversionSource
    let output: ConversionOutput
    let target: String
    let limits: DiskLimits

    /// The most memory that it may map.
    private static let memory = 4 << 30

    func run(progress: @escaping @Sendable (Double) -> Void) async throws(DiskFormatError) {
        let (prlimit, image) = (
            try Self.program("prlimit", of: "util-linux"), try Self.program("qemu-img", of: "qemu-utils")
        )
        let place = source.place
        let room = max(0, (OutputFile.free(at: target) ?? .max) - limits.reserve)
        let seconds = limits.time.components.seconds
        let bounds = ["--as=\(Self.memory)", "--cpu=\(2 * seconds + 10)", "--fsize=\(room)", "--core=0"]
        let files = [try makeTarget(), source.file]
        let command =
            [image, "convert", "-p"] + output.arguments
            + [source.description(inherited: Unprivileged.path(ofInherited: 1)), Unprivileged.path(ofInherited: 0)]
        let result: Child.Result
        do throws(HostError) {
            result = try await Unprivileged.run(
                prlimit, bounds + command, inheriting: files, limit: limits.time
            ) { output in
                if let fraction = Self.fraction(output) { progress(fraction) }
                return false
            }
        } catch {
            throw DiskFormatError(.conversion, "qemu-img does not start. Is it whole?", cause: error)
        }
        switch result.end {
        case .exited(0): return
        case .stopped where Task.isCancelled: throw .cancelled(place)
        case .stopped:
            throw DiskFormatError(
                .tooLarge, "\(place) takes longer than \(limits.time) to convert. If that is meant, raise the limit.")
        case .signaled(SIGXFSZ): throw .noSpace(target)
        case .exited, .signaled: throw failure(place, result)
        }
    }

    private func makeTarget() throws(DiskFormatError) -> Descriptor {
        do throws(SystemError) {
            return Descriptor(
                owning: try retrying("open", target) {
                    open(target, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
                })
        } catch {
            throw .write(target, error)
        }
    }

    private func failure(_ place: String, _ result: Child.Result) -> DiskFormatError {
        // Progress ends its lines with a carriage return.
        let words = result.output.split(whereSeparator: \.isNewline).flatMap { $0.split(separator: "\r") }
            .map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty && !$0.hasPrefix("(") }
        let reason = words.suffix(4).map { shown(Array($0.utf8), atMost: 400) }.joined(separator: "; ")
        if ["No space left on device", "File too large"].contains(where: result.output.contains) {
            return .noSpace(target)
        }
        return DiskFormatError(
            .conversion,
            "\(place) cannot be converted from \(source.format.name): \(reason.isEmpty ? "qemu-img ended with \(result.end)" : reason). "
                + "Look at it with \"qemu-img check\", or get it again.")
    }

    /// The last of qemu-img's lines like "    (12.34/100%)".
    static func fraction(_ output: String) -> Double? {
        guard let open = output.lastIndex(of: "("),
            let percent = Double(output[open...].dropFirst().prefix { $0 != "/" }), (0...100).contains(percent)
        else { return nil }
        return percent / 100
    }

    private static func program(_ name: String, of package: String) throws(DiskFormatError) -> String {
        guard let path = FileSystem.program(name) else {
            throw DiskFormatError(
                .missingProgram,
                "\(name) is not installed, and images are converted by it. Install the package \(package).")
        }
        return path
    }
}
