import Host
import KubeVirt
import Seeds

/// Settings of this host that a guest may be offered.
enum HostSettings {
    /// Where administrators put authorities of their own: Debian's place, then Fedora's.
    private static let certificateDirectories = [
        "/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors",
    ]
    private static let certificateMark = "-----BEGIN CERTIFICATE-----"

    /// The proxy of this process's environment, as the guest reaches it.
    static func proxy(gateway: String) -> ProxySettings? {
        ProxySettings(environment: ProcessEnvironment.current)?.seenFromGuest(gateway: gateway)
    }

    /// Certificates in PEM that were added to this host's own, in the order of their paths.
    static func certificates(in directories: [String] = certificateDirectories) -> [String] {
        directories.flatMap { directory in
            FileSystem.names(in: directory).sorted().flatMap { name -> [String] in
                let path = directory + "/" + name
                // Distributions look one directory deep.
                let deeper = FileSystem.names(in: path).sorted().map { path + "/" + $0 }
                return ([path] + deeper).compactMap(certificate)
            }
        }
    }

    private static func certificate(_ path: String) -> String? {
        guard let text = FileSystem.text(path), text.contains(certificateMark) else { return nil }
        return text
    }
}
