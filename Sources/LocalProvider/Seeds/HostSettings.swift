import Host
import KubeVirt
import Seeds

/// Settings of this host that a guest may be offered: those of this process, unless a test gives others.
struct HostSettings: Sendable {
    @TaskLocal static var current = HostSettings()

    /// This process's variables.
    var environment = ProcessEnvironment.current
    /// Where administrators put authorities of their own: Debian's place, then Fedora's.
    var certificateDirectories = ["/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors"]

    private static let certificateMark = "-----BEGIN CERTIFICATE-----"

    /// The environment's proxy, as the guest reaches it.
    func proxy(gateway: String) -> ProxySettings? {
        ProxySettings(environment: environment)?.seenFromGuest(gateway: gateway)
    }

    /// Certificates in PEM that were added to this host's own, in the order of their paths.
    func certificates() -> [String] {
        certificateDirectories.flatMap { directory in
            FileSystem.names(in: directory).sorted().flatMap { name -> [String] in
                let path = directory + "/" + name
                // Distributions look one directory deep.
                let deeper = FileSystem.names(in: path).sorted().map { path + "/" + $0 }
                return ([path] + deeper).compactMap(Self.certificate)
            }
        }
    }

    private static func certificate(_ path: String) -> String? {
        guard let text = FileSystem.text(path), text.contains(certificateMark) else { return nil }
        return text
    }
}
