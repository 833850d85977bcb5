package import KubeVirt

extension Kubeconfig {
    /// What is wrong with an entry: told to whoever uses it, and to nobody else.
    struct Flaw: Sendable, Hashable {
        let code: KubeconfigError.Code
        let place: Place?
        let message: String

        init(_ error: KubeconfigError) {
            (code, place) = (error.code, error.place)
            message = error.cause.map { "\(error.message)\n  because: \($0)" } ?? error.message
        }

        var error: KubeconfigError { KubeconfigError(code, place, message) }
    }

    /// A cluster's entry.
    package struct Cluster: Sendable, Hashable {
        package var place: Place
        /// The API server's address, such as `https://host:6443`, with a path beneath which it may lie.
        package var server: String
        /// The name that its certificate must have, where that is not the address's.
        package var tlsServerName: String?
        package var skipsVerification = false
        /// Who signed its certificate (PEM); the host's own authorities when nil.
        package var authority: Material?
        /// http, https or socks5; nil has the environment's.
        package var proxy: String?
        /// What a credential plugin is told of it.
        package var execConfiguration: JSONValue?
        /// Why it cannot be used, if so.
        var flaw: Flaw?

        package init(place: Place, server: String) {
            self.place = place
            self.server = server
        }
    }

    /// A user's entry.
    package struct User: Sendable, Hashable {
        package var place: Place
        package var certificate: Material?
        package var key: Material?
        package var token: String?
        package var tokenFile: Material?
        package var userName: String?
        package var password: String?
        package var exec: ExecPlugin?
        /// As whom requests are made: `Impersonate-User` and its kin.
        package var impersonation: Impersonation?
        /// Why it cannot be used, if so.
        var flaw: Flaw?

        package init(place: Place) { self.place = place }
    }

    package struct Impersonation: Sendable, Hashable {
        package var user: String
        package var uid: String?
        package var groups: [String] = []
        package var extra: [String: [String]] = [:]
    }

    /// A context's entry.
    package struct Context: Sendable, Hashable {
        package var place: Place
        package var cluster: String
        package var user: String?
        package var namespace: String?
    }

    /// A program that gives credentials (client.authentication.k8s.io).
    package struct ExecPlugin: Sendable, Hashable {
        package enum Version: String, Sendable, Hashable, CaseIterable {
            case v1 = "client.authentication.k8s.io/v1"
            case v1beta1 = "client.authentication.k8s.io/v1beta1"
        }

        package enum InteractiveMode: String, Sendable, Hashable, CaseIterable {
            case never = "Never"
            case ifAvailable = "IfAvailable"
            case always = "Always"
        }

        package var place: Place
        package var command: String
        package var arguments: [String]
        package var environment: [String: String]
        package var version: Version
        package var interactiveMode: InteractiveMode
        package var installHint: String?
        package var providesCluster: Bool
    }
}

extension Kubeconfig.User: CustomStringConvertible, CustomReflectable {
    /// Which kinds of credentials there are, and none of them.
    package var description: String {
        let kinds: [(Bool, String)] = [
            (certificate != nil, "client certificate"), (token != nil || tokenFile != nil, "token"),
            (userName != nil, "password"), (exec != nil, "plugin \(exec?.command ?? "")"),
        ]
        let present = kinds.filter(\.0).map(\.1)
        return present.isEmpty ? "nobody" : present.joined(separator: ", ")
    }
    package var customMirror: Mirror { Mirror(self, children: ["user": description]) }
}

extension Kubeconfig.ExecPlugin: CustomStringConvertible, CustomReflectable {
    package var description: String { command }
    package var customMirror: Mirror { Mirror(self, children: ["command": command]) }
}
