import CLinux
import FoundationEssentials
import Glibc
import Host
import KubeVirt
import Offload

/// Runs credential plugins.
struct ExecRunner: Sendable {
    let plugin: Kubeconfig.ExecPlugin
    let cluster: Kubeconfig.Cluster
    let environment: [String: String]
    /// Whether somebody sits at our standard input.
    let hasTerminal: Bool

    /// A person may have to look for a second device first.
    private static let limit = Duration.seconds(300)
    private static let longestAnswer = 1 << 20

    func run(authority: [UInt8]?) async throws(KubeconfigError) -> ExecCredential.Answer {
        guard plugin.interactiveMode != .always || hasTerminal else {
            throw failure("wants to ask somebody (interactiveMode: Always), and standard input is no terminal")
        }
        guard let program = FileSystem.program(plugin.command, path: searchPath) else {
            throw failure(
                "is not installed\(plugin.installHint.map { ":\n\($0)" } ?? "; install it, or correct command")")
        }
        let interactive = hasTerminal && plugin.interactiveMode != .never
        let (result, output) = try await execute(program, try variables(interactive, authority), interactive)
        guard result.end == .exited(0) else {
            let said = result.output.suffix(2000).trimmedLines
            throw failure("\(Self.words(result.end))\(said.isEmpty ? "" : "; it says: \(said)")")
        }
        do throws(ExecCredential.Refusal) {
            return try ExecCredential.answer(output, to: plugin.version)
        } catch {
            throw failure(error.message)
        }
    }

    /// A path relative to the kubeconfig has a slash and is used as it is.
    private var searchPath: String {
        plugin.command.contains("/") ? "." : environment["PATH"] ?? FileSystem.programPath
    }

    private func variables(
        _ interactive: Bool, _ authority: [UInt8]?
    ) throws(KubeconfigError) -> [String: String] {
        let request = ExecCredential.request(plugin, cluster, authority: authority, interactive: interactive)
        guard let text = try? JSONEncoder().encode(request) else {
            throw failure("cannot be told of the cluster in JSON")
        }
        var variables = environment.merging(plugin.environment) { $1 }
        variables["KUBERNETES_EXEC_INFO"] = String(decoding: text, as: UTF8.self)
        return variables
    }

    /// Answers come by descriptor 3, so that what it complains of is kept apart from them.
    private func execute(
        _ program: String, _ variables: [String: String], _ interactive: Bool
    ) async throws(KubeconfigError) -> (Child.Result, [UInt8]) {
        do {
            var ends: [Int32] = [-1, -1]
            guard mayfly_pipe(&ends) == 0 else { throw SystemError("pipe2") }
            let (source, sink) = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
            var inherited = [sink]
            if interactive {
                inherited.append(Descriptor(owning: try retrying("fcntl") { fcntl(0, F_DUPFD_CLOEXEC, 3) }))
            }
            let script = interactive ? #"exec "$0" "$@" <&4 4<&- >&3 3>&-"# : #"exec "$0" "$@" >&3 3>&-"#
            let stream = try DescriptorStream(source)
            let reading = Task { await Self.read(stream) }
            defer { reading.cancel() }
            let result = try await Child.run(
                "/bin/sh", ["-c", script, program] + plugin.arguments, environment: variables, inheriting: inherited,
                limit: Self.limit)
            sink.close()
            // What it wrote is in the pipe, which a child that it left behind may hold open for ever.
            reading.cancel()
            return (result, await reading.value)
        } catch {
            throw failure("cannot be run", cause: error)
        }
    }

    /// What comes to the end, or until the task is cancelled and nothing more is there.
    private static func read(_ stream: DescriptorStream) async -> [UInt8] {
        var (bytes, isLast): ([UInt8], Bool) = ([], false)
        while bytes.count <= longestAnswer {
            guard let more = try? await stream.read(atMost: 64 << 10) else {
                // A cancelled read that waits leaves what came meanwhile.
                if isLast { break }
                isLast = true
                continue
            }
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    private static func words(_ end: Child.End) -> String {
        switch end {
        case .exited(let status): "ended with status \(status)"
        case .signaled(let number): "was ended by signal \(number)"
        case .stopped: "gave no answer within \(limit.components.seconds) s"
        }
    }

    private func failure(_ message: String, cause: (any Error)? = nil) -> KubeconfigError {
        KubeconfigError(
            .credentials, plugin.place.field("command"), "the credential plugin \(plugin.command) \(message)",
            cause: cause)
    }
}

extension Substring {
    fileprivate var trimmedLines: String { String(self).trimmed.replacing("\n", with: "\n    ") }
}
