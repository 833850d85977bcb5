public import KubeVirt

/// A kernel, and an initramfs assembled of busybox, modules, the guest helper and files.
public struct InitramfsSource: Sendable, Hashable, Codable {
    /// The kernel to boot.
    public var kernel: Kernel
    /// Names of kernel modules to load in this order; what they depend on comes along by itself.
    public var modules: [String]
    /// Where the kernel's modules are, a directory with `modules.dep`; where distributions put them when nil.
    public var moduleDirectory: String?
    /// Whether busybox with its commands is there; true by default.
    public var busybox: Bool
    /// The program that is busybox, a static one, by its absolute path; this host's own when nil. For a machine of another
    /// architecture it has to be one for that.
    public var busyboxProgram: String?
    /// Further files.
    public var files: [InitramfsFile]
    /// Whether the serial console is a shell; false by default.
    public var consoleShell: Bool

    /// A source of these parts.
    public init(
        kernel: Kernel = .host, modules: [String] = [], moduleDirectory: String? = nil, busybox: Bool = true,
        busyboxProgram: String? = nil, files: [InitramfsFile] = [], consoleShell: Bool = false
    ) {
        self.kernel = kernel
        self.modules = modules
        self.moduleDirectory = moduleDirectory
        self.busybox = busybox
        self.busyboxProgram = busyboxProgram
        self.files = files
        self.consoleShell = consoleShell
    }

    /// Reads a source; what is absent has its default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            kernel: try container.decodeIfPresent(Kernel.self, forKey: .kernel) ?? .host,
            modules: try container.decodeIfPresent([String].self, forKey: .modules) ?? [],
            moduleDirectory: try container.decodeIfPresent(String.self, forKey: .moduleDirectory),
            busybox: try container.decodeIfPresent(Bool.self, forKey: .busybox) ?? true,
            busyboxProgram: try container.decodeIfPresent(String.self, forKey: .busyboxProgram),
            files: try container.decodeIfPresent([InitramfsFile].self, forKey: .files) ?? [],
            consoleShell: try container.decodeIfPresent(Bool.self, forKey: .consoleShell) ?? false)
        if let directory = moduleDirectory, !directory.hasPrefix("/") || directory.utf8.contains(0) {
            throw DecodingError.dataCorruptedError(
                forKey: .moduleDirectory, in: container,
                debugDescription: "expected the absolute path of a directory with modules.dep, got ‘\(directory)’")
        }
        if let program = busyboxProgram, !program.hasPrefix("/") || program.utf8.contains(0) {
            throw DecodingError.dataCorruptedError(
                forKey: .busyboxProgram, in: container,
                debugDescription: "expected the absolute path of a static busybox, got ‘\(program)’")
        }
        for (index, name) in modules.enumerated() where name.isEmpty || name.contains("/") {
            throw DecodingError.dataCorruptedError(
                forKey: .modules, in: container,
                debugDescription: "modules[\(index)] must be a module's name such as virtio_pci, got ‘\(name)’")
        }
    }

    /// Which kernel is booted.
    public enum Kernel: Sendable, Hashable {
        /// The newest kernel installed on the host that can be read.
        case host
        /// A kernel at this absolute path of the host.
        case path(String)
    }
}

extension InitramfsSource.Kernel: ScalarCodable {
    /// What to write.
    public static var expectation: String { "‘host’ or the absolute path of a kernel" }

    /// Reads `host` or an absolute path.
    public init(scalarText text: String) throws(InvalidValue) {
        guard text == "host" || text.hasPrefix("/") && !text.utf8.contains(0) else {
            throw InvalidValue(.path, "expected \(Self.expectation), got ‘\(text)’", text: text)
        }
        self = text == "host" ? .host : .path(text)
    }

    /// `host` or the path.
    public var scalarText: String {
        switch self {
        case .host: "host"
        case .path(let path): path
        }
    }
}
