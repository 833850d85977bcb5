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
