package import KubeVirt

/// The C compiler for another architecture, as Debian names it and packages it.
package struct CrossCompiler: Sendable, Hashable {
    /// What its programs are for, as GNU names it: `aarch64-linux-gnu`.
    package let target: String
    /// The packages with it, and with the C library that it links.
    package let packages: [String]

    /// Nil for an architecture that Debian has none for.
    package init?(for architecture: Architecture) {
        // Debian's own names of two differ from those that are usual here.
        var name = architecture.rawValue
        switch architecture {
        case .amd64: target = "x86_64-linux-gnu"
        case .arm64: target = "aarch64-linux-gnu"
        case .armhf: target = "arm-linux-gnueabihf"
        case .i386: target = "i686-linux-gnu"
        case .mips64el: target = "mips64el-linux-gnuabi64"
        case .ppc64le: (target, name) = ("powerpc64le-linux-gnu", "ppc64el")
        case .riscv64, .s390x: target = name + "-linux-gnu"
        default: return nil
        }
        packages = ["gcc-" + String(target.map { $0 == "_" ? "-" : $0 }), "libc6-dev-\(name)-cross"]
    }

    package var program: String { target + "-gcc" }

    /// What to type where something of it is missing.
    package var remedy: String { "Run: sudo apt-get install " + packages.joined(separator: " ") }
}
