/// A script that runs once, when a machine first boots.
public struct FirstBootStep: Sendable, Hashable {
    /// Its name, by which the journal and a second one know it; made of its place when nil.
    public var name: String?
    /// For the guest's `/bin/sh`, which ends at the first command that fails.
    public var shell: String

    /// A script.
    public init(_ shell: String, name: String? = nil) {
        self.shell = shell
        self.name = name
    }
}

extension FirstBootStep: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, shell
    }

    /// Reads a script: a text, or a mapping with a name.
    public init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
            self.init(try decoder.singleValueContainer().decode(String.self))
            return
        }
        self.init(
            try container.decode(String.self, forKey: .shell),
            name: try container.decodeIfPresent(String.self, forKey: .name))
        if let name, name.isEmpty || !FileOwner.isName(name) {
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container, debugDescription: "expected a name such as grow-data, got ‘\(name)’")
        }
    }

    /// Writes the short form where it says all.
    public func encode(to encoder: any Encoder) throws {
        guard let name else {
            var container = encoder.singleValueContainer()
            try container.encode(shell)
            return
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(shell, forKey: .shell)
    }
}

/// Another kernel.
public enum KernelStep: Sendable, Hashable {
    /// A package of the distribution's.
    case package(PackageName)
    /// Files of the host: a kernel, its modules' directory (…/lib/modules/VERSION), and an initramfs, which the guest
    /// makes itself when nil. Relative paths start at the fixture's own directory.
    case files(kernel: String, modules: String?, initramfs: String?)
}

extension KernelStep: Codable {
    private enum CodingKeys: String, CodingKey {
        case package, kernel, modules, initramfs
    }

    /// Reads a package or files.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let package = try container.decodeIfPresent(PackageName.self, forKey: .package)
        let kernel = try container.decodeIfPresent(HostPath.self, forKey: .kernel)?.text
        let modules = try container.decodeIfPresent(HostPath.self, forKey: .modules)?.text
        let initramfs = try container.decodeIfPresent(HostPath.self, forKey: .initramfs)?.text
        switch (package, kernel) {
        case (let package?, nil) where modules == nil && initramfs == nil: self = .package(package)
        case (nil, let kernel?): self = .files(kernel: kernel, modules: modules, initramfs: initramfs)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription:
                        "write either package (the distribution's), or kernel (a file of the host) with its modules"))
        }
    }

    /// Writes the package or the files.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .package(let name): try container.encode(name, forKey: .package)
        case .files(let kernel, let modules, let initramfs):
            try container.encode(kernel, forKey: .kernel)
            try container.encodeIfPresent(modules, forKey: .modules)
            try container.encodeIfPresent(initramfs, forKey: .initramfs)
        }
    }
}

/// A change of the kernel's command line, for every kernel that is there and those to come.
public struct KernelArgumentsStep: Sendable, Hashable {
    /// Words to add; one that sets the same name takes the other's place.
    public var add: [String]
    /// Words, or names of words with values, to take out.
    public var remove: [String]

    /// A change.
    public init(add: [String] = [], remove: [String] = []) {
        self.add = add
        self.remove = remove
    }
}

extension KernelArgumentsStep: Codable {
    /// Reads a change.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            add: try container.decodeIfPresent([String].self, forKey: .add) ?? [],
            remove: try container.decodeIfPresent([String].self, forKey: .remove) ?? [])
        for (key, words) in [(CodingKeys.add, add), (.remove, remove)] {
            for word in words where word.isEmpty || word.hasUnprintable || word.contains("\"") {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container,
                    debugDescription: "expected words of the kernel's command line, one each, got ‘\(word)’")
            }
        }
        if add.isEmpty && remove.isEmpty {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "write add or remove: lists of words"))
        }
    }
}

/// Modules for a kernel that the guest has.
public struct KernelModulesStep: Sendable, Hashable {
    /// The host's directory, named after the kernel's version (…/lib/modules/VERSION); a relative path starts at the
    /// fixture's own directory.
    public var source: String

    /// Modules.
    public init(source: String) { self.source = source }
}

extension KernelModulesStep: Codable {
    private enum CodingKeys: String, CodingKey { case source }

    /// Reads a directory's path.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        source = try container.decode(HostPath.self, forKey: .source).text
    }
}

/// What made a disk one machine's own, taken out so that many can be made of it.
public enum SysprepOperation: String, Sendable, Hashable, Codable, CaseIterable {
    /// The machine's identity, made anew at the next boot.
    case machineID = "machine-id"
    /// Logs, and the journal.
    case logs
    /// Leases and identities of DHCP clients.
    case dhcpLeases = "dhcp-leases"
    /// The SSH server's keys, made anew at the next boot.
    case sshHostKeys = "ssh-host-keys"
    /// Shells' histories.
    case history
    /// Files in `/tmp` and `/var/tmp`.
    case temporaryFiles = "tmp"
    /// Downloaded packages and lists of them.
    case packageCaches = "package-caches"
    /// The state of the random numbers' source.
    case randomSeed = "random-seed"
    /// Names that were given to network cards by their addresses.
    case networkNames = "net-names"
    /// What cloud-init has done, so that it does it again.
    case cloudInit = "cloud-init"
    /// Mails and spooled jobs.
    case spools
}
