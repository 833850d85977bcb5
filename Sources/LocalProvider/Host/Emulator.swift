import DomainXML
import Glibc
import Host
package import KubeVirt

/// The QEMU binaries of this host.
package enum Emulator {
    /// The binary for an architecture (this host's when nil), or nil when it is not installed.
    package static func path(for architecture: Architecture?) -> String? {
        FileSystem.program("qemu-system-" + (architecture ?? .ofThisHost).qemuName)
    }

    /// This host's architecture, as QEMU names it.
    static var hostName: String { Architecture.ofThisHost.qemuName }

    /// What to install for machines of an architecture; nil when there is nothing to install.
    package static func obstacle(for architecture: Architecture) -> String? {
        path(for: architecture) == nil ? absence(of: architecture) : nil
    }

    /// That there is none, and what to install.
    static func absence(of architecture: Architecture) -> String {
        let name = architecture.qemuName
        return "qemu-system-\(name) is not installed. Install the package \(package(for: architecture))."
    }

    /// Debian's package with that binary.
    static func package(for architecture: Architecture) -> String {
        switch architecture {
        case .amd64, .i386: "qemu-system-x86"
        case .arm64, .armhf: "qemu-system-arm"
        case .mips64el: "qemu-system-mips"
        case .ppc64le: "qemu-system-ppc"
        default: "qemu-system-misc"
        }
    }
}

extension Architecture {
    /// This host's, as KubeVirt names it.
    package static let ofThisHost: Architecture = {
        var names = utsname()
        uname(&names)
        let machine = withUnsafePointer(to: &names.machine) {
            $0.withMemoryRebound(to: CChar.self, capacity: 65) { String(cString: $0) }
        }
        switch machine {
        case "x86_64": return .amd64
        case "aarch64": return .arm64
        default: return Architecture(rawValue: machine)
        }
    }()
}
