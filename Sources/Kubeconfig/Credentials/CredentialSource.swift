import Base64
import Glibc
import Host
import KubeVirt
import Offload

/// Gives the credentials of an access as they are now: files may have changed, and what a plugin gave may have expired.
package actor CredentialSource {
    private let access: ClusterAccess
    private let runner: ExecRunner?
    private let now: @Sendable () -> Int64
    private var answer: ExecCredential.Answer?
    /// The plugin runs once for all who ask meanwhile.
    private var running: Task<ExecCredential.Answer, any Error>?
    /// What a file of a token held when it could last be read.
    private var lastToken: String?

    package init(
        _ access: ClusterAccess, environment: [String: String] = ProcessEnvironment.current,
        hasTerminal: Bool = isatty(0) == 1, now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
    ) {
        self.access = access
        self.now = now
        runner = access.user.exec.map {
            ExecRunner(plugin: $0, cluster: access.cluster, environment: environment, hasTerminal: hasTerminal)
        }
    }

    /// Whether a plugin is being asked.
    package var isAsking: Bool { running != nil }

    package func current() async throws -> Credentials {
        let authority = try access.cluster.authority?.read()
        var credentials = Credentials(authority: authority)
        let user = access.user
        if let certificate = user.certificate, let key = user.key {
            credentials.identity = Credentials.Identity(certificate: try certificate.read(), key: try key.read())
        }
        if let token = try token() {
            credentials.authorization = "Bearer " + token
        } else if let name = user.userName {
            credentials.authorization = "Basic " + Base64.encode(Array("\(name):\(user.password ?? "")".utf8))
        }
        guard let runner else { return credentials }
        let answer = try await answer(of: runner, authority)
        if let token = answer.token { credentials.authorization = "Bearer " + token }
        if let identity = answer.identity { credentials.identity = identity }
        return credentials
    }

    /// The server does not take them: a plugin is asked anew. Whether others may be had.
    package func refused(_ credentials: Credentials) async -> Bool {
        if let answer {
            let isTheSame =
                answer.token.map { "Bearer " + $0 } == credentials.authorization
                || answer.identity != nil && answer.identity == credentials.identity
            if isTheSame { self.answer = nil }
        }
        if runner != nil { return true }
        return (try? await current()) != credentials
    }

    private func token() throws(KubeconfigError) -> String? {
        guard let file = access.user.tokenFile else { return access.user.token }
        do throws(KubeconfigError) {
            let text = String(decoding: try file.read(), as: UTF8.self).trimmed
            guard !text.isEmpty else { throw KubeconfigError(.credentials, file.place, "the file \(file) is empty") }
            lastToken = text
            return text
        } catch {
            // It may be about to be replaced: the last one counts, else the one beside it.
            guard let other = lastToken ?? access.user.token else { throw error }
            return other
        }
    }

    private func answer(of runner: ExecRunner, _ authority: [UInt8]?) async throws -> ExecCredential.Answer {
        if let answer, answer.expiry.map({ $0.secondsSinceEpoch > now() }) ?? true { return answer }
        return try await joining(running ?? start(runner, authority))
    }

    /// Whoever asked first may go away before the plugin ends: its task itself says what came of it.
    private func start(_ runner: ExecRunner, _ authority: [UInt8]?) -> Task<ExecCredential.Answer, any Error> {
        answer = nil
        let task = Task {
            defer { running = nil }
            let answer = try await runner.run(authority: authority)
            self.answer = answer
            return answer
        }
        running = task
        return task
    }
}
