package import Fixtures
import Wire

/// Everything that goes into one initramfs, before any file of the host is read: a pure function from here to its entries.
package struct InitramfsRecipe: Sendable {
    package var source: InitramfsSource
    package var kernel: HostKernel
    /// In the order of loading.
    package var modules: [KernelModule]
    package var helper: [UInt8]
    /// busybox and the names that it answers to; nil for an initramfs without it.
    package var busybox: Busybox?
    /// The permissions that files of the host have there, by path, for those that the fixture gives none.
    package var sourcePermissions: [String: UInt32]

    package init(
        source: InitramfsSource, kernel: HostKernel, modules: [KernelModule], helper: [UInt8], busybox: Busybox?,
        sourcePermissions: [String: UInt32] = [:]
    ) {
        self.source = source
        self.kernel = kernel
        self.modules = modules
        self.helper = helper
        self.busybox = busybox
        self.sourcePermissions = sourcePermissions
    }

    /// The initramfs's files, each after the directory that it is in. What the fixture adds replaces what we would put there.
    package func entries() throws(ImageError) -> [InitramfsEntry] {
        var tree = InitramfsTree()
        for (path, permissions) in Self.directories { tree.put(InitramfsEntry(path, permissions, .directory)) }
        // One directory for programs, whatever it is called: no path of a script can be wrong.
        for (path, target) in Self.links { tree.put(InitramfsEntry(path, 0o777, .symlink(target: target))) }
        for (path, minor) in [("dev/console", 1), ("dev/null", 3)] as [(String, UInt32)] {
            // Before devtmpfs is there, the first process needs these two.
            let device = InitramfsEntry.Kind.characterDevice(major: minor == 1 ? 5 : 1, minor: minor)
            tree.put(InitramfsEntry(path, minor == 1 ? 0o600 : 0o666, device))
        }
        tree.put(InitramfsEntry("etc/passwd", 0o644, .bytes(PackageResources.passwd)))
        tree.put(InitramfsEntry("etc/hosts", 0o644, .bytes(PackageResources.hosts)))
        tree.put(InitramfsEntry("etc/group", 0o644, .bytes(PackageResources.group)))
        tree.put(InitramfsEntry(String(HelperPlace.path.dropFirst()), 0o755, .bytes(helper)))
        putModules(in: &tree)
        if let busybox { put(busybox, in: &tree) }
        try putFiles(in: &tree)
        guard tree.contains("init") else {
            throw ImageError(
                .file,
                "an initramfs without busybox needs a first program: add a file with the path /init "
                    + "(image.source.initramfs.files), or leave busybox in.")
        }
        return try tree.sorted()
    }

    private static let directories: [(String, UInt32)] = [
        // The root itself: the kernel makes it writable for everybody.
        (".", 0o755), ("bin", 0o755), ("dev", 0o755), ("etc", 0o755), ("mnt", 0o755), ("proc", 0o755), ("root", 0o700),
        ("run", 0o755), ("sys", 0o755),
        ("tmp", 0o1777), ("usr", 0o755), ("usr/libexec", 0o755), ("var", 0o755),
    ]

    private static let links = [
        ("sbin", "bin"), ("usr/bin", "../bin"), ("usr/sbin", "../bin"), ("var/run", "../run"), ("var/tmp", "../tmp"),
    ]

    private func putModules(in tree: inout InitramfsTree) {
        guard !modules.isEmpty, let directory = kernel.modules else { return }
        let place = "lib/modules/\(kernel.version)"
        for module in modules {
            let source = module.path.hasPrefix("/") ? module.path : "\(directory)/\(module.path)"
            let kind = module.isCompressed ? InitramfsEntry.Kind.unpacked(source: source) : .file(source: source)
            tree.put(InitramfsEntry("\(place)/\(module.fileInGuest)", 0o644, kind))
        }
        // What modprobe in the guest reads: all modules lie flat beside it.
        let known = Set(modules.map(\.name))
        let dependencies = modules.map { module in
            let needs = module.needs.map { KernelModule.name(ofPath: $0) }.filter { known.contains($0) }
            return ([module.fileInGuest + ":"] + needs.map { $0 + ".ko" }).joined(separator: " ") + "\n"
        }
        tree.put(InitramfsEntry("\(place)/modules.dep", 0o644, .bytes(Array(dependencies.joined().utf8))))
    }

    private func put(_ busybox: Busybox, in tree: inout InitramfsTree) {
        tree.put(InitramfsEntry("bin/busybox", 0o755, .file(source: busybox.path)))
        for name in busybox.applets where name != "busybox" {
            tree.put(InitramfsEntry("bin/\(name)", 0o777, .symlink(target: "busybox")))
        }
        tree.put(InitramfsEntry("init", 0o777, .symlink(target: "bin/busybox")))
        let shell = source.consoleShell ? "::askfirst:/bin/cttyhack /bin/sh -l\n" : ""
        let programs = "::respawn:\(HelperPlace.path)\n" + shell
        tree.put(InitramfsEntry("etc/inittab", 0o644, .bytes(PackageResources.inittab + Array(programs.utf8))))
        tree.put(InitramfsEntry("etc/init.d/rcS", 0o755, .bytes(PackageResources.rcS)))
        tree.put(InitramfsEntry("etc/fstab", 0o644, .bytes(PackageResources.fstab)))
        tree.put(InitramfsEntry("etc/profile", 0o644, .bytes(PackageResources.profile)))
        // On one line: the shell reads it by itself.
        let wanted = source.modules.map { KernelModule.normalized($0) }.filter { name in
            modules.contains { $0.name == name }
        }
        tree.put(
            InitramfsEntry("etc/modules.list", 0o644, .bytes(Array((wanted.joined(separator: " ") + "\n").utf8))))
    }

    private func putFiles(in tree: inout InitramfsTree) throws(ImageError) {
        var seen: Set<String> = []
        for file in source.files {
            let path = InitramfsTree.resolve(file.path, through: Self.links)
            guard seen.insert(path).inserted else {
                throw ImageError(.file, "image.source.initramfs.files has the path \(file.path) twice")
            }
            switch file.origin {
            case .content(let text):
                tree.put(InitramfsEntry(path, file.mode?.rawValue ?? 0o644, .bytes(Array(text.utf8))))
            case .source(let source):
                let permissions = file.mode?.rawValue ?? sourcePermissions[source] ?? 0o644
                tree.put(InitramfsEntry(path, permissions, .file(source: source)))
            }
        }
    }
}

extension KernelModule {
    /// Named like the module, so that no two can be the same.
    fileprivate var fileInGuest: String { name + ".ko" }
}
