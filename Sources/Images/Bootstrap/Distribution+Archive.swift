import Fixtures

extension BootstrapSource.Distribution {
    /// The keyring package and its file, which tell a true archive from another.
    var keyring: (package: String, path: String) {
        switch self {
        case .debian: ("debian-archive-keyring", "/usr/share/keyrings/debian-archive-keyring.gpg")
        case .ubuntu: ("ubuntu-keyring", "/usr/share/keyrings/ubuntu-archive-keyring.gpg")
        }
    }

    var defaultComponents: [String] {
        switch self {
        case .debian: ["main"]
        case .ubuntu: ["main", "universe"]
        }
    }

    /// The distribution's kernel for virtual machines.
    func defaultKernel(_ architecture: String) -> String {
        switch self {
        case .debian: "linux-image-cloud-\(architecture)"
        case .ubuntu: "linux-image-virtual"
        }
    }

    /// The releases that are known to be of this distribution; an archive may have others.
    private var suites: Set<String> {
        switch self {
        case .debian: ["bullseye", "bookworm", "trixie", "forky", "sid", "unstable", "testing", "stable", "oldstable"]
        case .ubuntu: ["focal", "jammy", "noble", "oracular", "plucky", "questing", "resolute", "devel"]
        }
    }

    /// Whether a source of the host is this distribution's archive: only its suites can tell without asking it.
    func isOurs(_ source: AptSource) -> Bool {
        source.components.contains("main") && source.suites.contains { suites.contains(AptSource.release(of: $0)) }
    }

    /// Releases whose archive has no suites for updates: what is new comes in at once.
    func isRolling(_ suite: String) -> Bool { ["sid", "unstable", "experimental", "devel"].contains(suite) }

    /// Where the systemd of a release keeps its name resolver: in a package of its own since Debian 12, Ubuntu 24.04.
    func hasResolverPackage(_ suite: String) -> Bool { !["buster", "bullseye", "focal", "jammy"].contains(suite) }

    /// Since systemd 256 systemd-repart is a package of its own.
    func hasRepartPackage(_ suite: String) -> Bool {
        switch self {
        case .debian: !["buster", "bullseye", "bookworm"].contains(suite)
        case .ubuntu: !["focal", "jammy", "noble"].contains(suite)
        }
    }
}

extension AptSource {
    /// The release that a suite belongs to: `bookworm` of `bookworm-updates` and of `bullseye/updates`.
    static func release(of suite: String) -> String {
        String(suite.prefix { $0 != "-" && $0 != "/" })
    }

    /// Whether it has security updates and nothing else.
    var isSecurity: Bool { suites.allSatisfy { $0.hasSuffix("-security") } }
}
