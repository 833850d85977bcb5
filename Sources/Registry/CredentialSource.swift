import FoundationEssentials
import Glibc
import Host

/// Where credentials are looked for: the files that `docker login` and `podman login` write, and their helpers.
package struct CredentialSource: Sendable {
    /// In the order in which they are looked at.
    package let files: [String]
    private let programs: String

    package init(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("HOME") ?? "/root"
        let runtime = value("XDG_RUNTIME_DIR").map { $0 + "/containers/auth.json" }
        let podman = [
            runtime ?? "/run/containers/\(getuid())/auth.json",
            (value("XDG_CONFIG_HOME") ?? home + "/.config") + "/containers/auth.json",
        ]
        let docker = (value("DOCKER_CONFIG") ?? home + "/.docker") + "/config.json"
        // Whoever names a file means that one.
        files = value("REGISTRY_AUTH_FILE").map { [$0] } ?? (podman + [docker])
        programs = (value("PATH").map { $0 + ":" } ?? "") + FileSystem.programPath
    }

    /// What was found, and in which file.
    func find(host: String, repository: String) async throws(RegistryError) -> (Credentials, file: String)? {
        for path in files {
            guard let bytes = try? FileSystem.read(path) else { continue }
            guard let file = CredentialFile(bytes) else {
                throw RegistryError(
                    .credentials, path, "is no file of credentials; write it anew by docker login or podman login")
            }
            switch file.match(host: host, repository: repository) {
            case .credentials(let credentials): return (credentials, path)
            case .helper(let name, let server):
                if let credentials = try await ask(name, server, named: path) { return (credentials, path) }
            case nil: continue
            }
        }
        return nil
    }

    private struct Answer: Decodable {
        var Username: String
        var Secret: String
    }

    private func ask(_ name: String, _ server: String, named path: String) async throws(RegistryError) -> Credentials? {
        guard let program = FileSystem.program("docker-credential-" + name, path: programs) else {
            throw RegistryError(
                .credentials, path, "names the helper docker-credential-\(name), which is not installed; install it")
        }
        // A helper reads the server's name; a child of ours has nothing to read but what a shell gives it.
        let script = #"printf %s "$1" | "$2" get 2>/dev/null"#
        let result: Child.Result
        do throws(HostError) {
            result = try await Child.run(
                "/bin/sh", ["-c", script, "sh", server, program], limit: .seconds(30))
        } catch {
            throw RegistryError(.credentials, path, "its helper docker-credential-\(name) does not start", cause: error)
        }
        // It says by its status that it has none.
        guard result.end == .exited(0) else { return nil }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(result.output.utf8)) else {
            throw RegistryError(
                .credentials, path, "its helper docker-credential-\(name) gives no credentials that can be read")
        }
        return answer.Username == "<token>"
            ? Credentials(user: "", password: "", identityToken: answer.Secret)
            : Credentials(user: answer.Username, password: answer.Secret)
    }
}
