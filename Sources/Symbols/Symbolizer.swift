package import Host
import Offload
package import Verdicts

/// Tells the lines of source code that a kernel's frames stand for, by binutils and the kernel with its debugging
/// information (`vmlinux`, not the compressed one). Modules are not in it; their frames have no place.
package struct Symbolizer: Sendable {
    package let vmlinux: String
    private let limit: Duration

    /// A command line holds more than this.
    private static let mostAtOnce = 1024

    /// Reading the debugging information of a whole kernel takes a while.
    package init(vmlinux: String, limit: Duration = .seconds(300)) {
        self.vmlinux = vmlinux
        self.limit = limit
    }

    /// The places of each frame that has any: the innermost inlined function first, the frame's own function last.
    package func places(of frames: some Sequence<StackFrame>) async throws(HostError) -> [StackFrame: [SourcePlace]] {
        let frames = Array(Set(frames.filter { $0.module == nil }))
        var found: [StackFrame: [SourcePlace]] = [:]
        for start in stride(from: 0, to: frames.count, by: Self.mostAtOnce) {
            let batch = Array(frames[start..<min(start + Self.mostAtOnce, frames.count)])
            let table = try await table(of: Set(batch.map(\.function)).sorted())
            let addresses = batch.compactMap { frame in table.address(of: frame).map { (frame, $0) } }
            guard !addresses.isEmpty else { continue }
            let places = try await lines(of: Set(addresses.map(\.1)).sorted())
            for (frame, address) in addresses { found[frame] = places[address] }
        }
        return found
    }

    /// A kernel's whole table is tens of megabytes; `grep` leaves what is asked for.
    private func table(of names: [String]) async throws(HostError) -> SymbolTable {
        let (nm, grep) = (try program("nm", of: "binutils"), try program("grep", of: "grep"))
        let script = #"nm=$1 grep=$2 file=$3; shift 3; "$nm" -S --defined-only "$file" | "$grep" -w -F "$@""#
        let patterns = names.flatMap { ["-e", $0] }
        let result = try await Child.run(
            "/bin/sh", ["-c", script, "sh", nm, grep, vmlinux] + patterns, limit: limit)
        // grep ends with 1 when it found nothing, whatever became of nm.
        guard result.end == .exited(0) || result.end == .exited(1) else { throw failure("nm", result) }
        if let complaint = result.output.split(separator: "\n").first(where: { $0.contains("nm: ") }) {
            throw HostError(
                .path,
                "\(complaint). The kernel with its symbols is the file vmlinux of its build, or of a package -dbg.")
        }
        return SymbolTable(result.output)
    }

    /// The places of each address that has any: the innermost inlined function first. There may be very many of them.
    package func places(of addresses: [UInt64]) async throws(HostError) -> [UInt64: [SourcePlace]] {
        guard !addresses.isEmpty else { return [:] }
        let program = try program("addr2line", of: "binutils")
        let text = addresses.map { "0x" + String($0, radix: 16) + "\n" }.joined()
        let asked = try Self.file(text), answer = try Self.file("")
        let result = try await Child.run(
            "/bin/sh", ["-c", #"exec "$0" -a -f -i -e "$1" <&3 >&4"#, program, vmlinux], inheriting: [asked, answer],
            limit: limit)
        guard result.end == .exited(0) else { throw failure("addr2line", result) }
        do {
            return AddressLines.places(in: String(decoding: try FileSystem.read(whole: answer), as: UTF8.self))
        } catch {
            throw HostError(.system, "addr2line's answer could not be read", cause: error)
        }
    }

    /// Where a function of this name begins; nil when there is none, or more than one.
    package func address(ofFunction name: String) async throws(HostError) -> UInt64? {
        let table = try await table(of: [name])
        return table.address(of: StackFrame(name, offset: 0, size: .max))
    }

    private func lines(of addresses: [UInt64]) async throws(HostError) -> [UInt64: [SourcePlace]] {
        let program = try program("addr2line", of: "binutils")
        let words = addresses.map { "0x" + String($0, radix: 16) }
        let result = try await Child.run(program, ["-a", "-f", "-i", "-e", vmlinux] + words, limit: limit)
        guard result.end == .exited(0) else { throw failure("addr2line", result) }
        return AddressLines.places(in: result.output)
    }

    private static func file(_ text: String) throws(HostError) -> Descriptor {
        do {
            return try FileSystem.unnamed(Array(text.utf8))
        } catch {
            throw HostError(.system, "no temporary file could be made", cause: error)
        }
    }

    private func program(_ name: String, of package: String) throws(HostError) -> String {
        guard let path = FileSystem.program(name) else {
            throw HostError(.missingProgram, "\(name) is not installed. Install the package \(package).")
        }
        return path
    }

    private func failure(_ program: String, _ result: Child.Result) -> HostError {
        let words = result.output.split(separator: "\n").last.map { ": \($0)" } ?? ""
        return result.end == .stopped
            ? HostError(.system, "\(program) did not read \(vmlinux) within \(limit)")
            : HostError(.system, "\(program) could not read \(vmlinux)\(words)")
    }
}
