import CLinux
import Fixtures
import Glibc
import Host
import Images
package import KubeVirt
import LocalProvider
package import Machines
import Offload

/// Finds the kernel that a path means: an image, a build tree, a package. Everything that is wrong is told before
/// anything is started.
package struct KernelSearch: Sendable {
    /// What stands for the newest kernel that this host has.
    static let host = "host"

    var architecture = Architecture.ofThisHost
    /// Put in front of where distributions have modules and symbols.
    var root = ""
    /// Where the contents of packages are kept.
    var packages: KernelPackages
    /// What knows the kernels of another architecture than this host's, where it is such a one that is meant.
    let foreign: ForeignKernel?

    package init(cache: String, for other: Architecture? = nil) {
        packages = KernelPackages(directory: cache + "/kernels")
        foreign = other.map { ForeignKernel(architecture: $0) }
    }

    /// `modules` and `symbols` are what the caller names; they stand over what is found.
    package func find(
        _ path: String, modules: String? = nil, symbols: String? = nil
    ) async throws(MachineError) -> KernelFiles {
        if path == Self.host, let foreign { throw foreign.refusalOfOwn }
        let path = path == Self.host ? try newest() : try absolute(path)
        var found: KernelFiles
        if isDirectory(path) {
            found = try tree(path)
            if modules == nil { found.modules = try await built(path, found.version) }
        } else if case .package(let format) = try kind(of: path) {
            found = try inPackage(path, unpackedAt: try await packages.unpacked(path, format))
            try foreign?.check(found.image)
        } else {
            found = try file(path)
        }
        if let modules {
            let place = try await directory(try absolute(modules, "directory or package of modules"))
            if found.version.isEmpty { found.version = onlyVersion(in: place) ?? "" }
            let installed = installedModules(place, found.version)
            let modules = if let installed { installed } else { try await built(place, found.version) }
            guard let modules else { throw noModules(place, found.version) }
            found.modules = modules
        }
        if let symbols {
            found.symbols = try absolute(symbols, "vmlinux")
            guard case .symbols = try kind(of: found.symbols ?? "") else {
                throw refusal("\(symbols) is no vmlinux: that is the ELF file in the top directory of a kernel's build")
            }
        }
        // Those of this host's own kernels, one of which may have the same version.
        if foreign == nil { found.symbols = found.symbols ?? usualSymbols(of: found.version) }
        found.builtin = found.builtin ?? found.modules.flatMap(builtin)
        return found
    }

    private func file(_ path: String) throws(MachineError) -> KernelFiles {
        if let foreign {
            var found = try foreign.file(path)
            if !found.version.isEmpty { found.modules = modulesBeside(path, found.version) }
            return found
        }
        switch try kind(of: path) {
        case .bootable(let name) where name == architecture.rawValue: break
        case .bootable(let name):
            throw refusal("\(path) is a kernel for \(name), and this host is \(architecture.rawValue)")
        case .packed where architecture != .amd64: break
        case .symbols:
            throw refusal(
                "\(path) is a kernel with its symbols, which nothing boots. Name the image made of it "
                    + "(\(Self.image(of: architecture))), or the build tree, which has both")
        case .packed, .unknown, .package:
            throw refusal(
                "\(path) is no kernel: it has no header of one. Name a \(Self.image(of: architecture)), a build tree, "
                    + "or a package (linux-image-*.deb, kernel-core-*.rpm)")
        }
        try checkIsWhole(path)
        let kernel = try installed(path)
        let version = kernel.version.text
        return KernelFiles(image: path, version: version, modules: kernel.modules ?? modulesBeside(path, version))
    }

    /// Those of a package that was unpacked somewhere, or of an installed tree: `boot/vmlinuz` and `lib/modules` in it.
    private func modulesBeside(_ path: String, _ version: String) -> String? {
        guard let name = path.lastIndex(of: "/"), let directory = path[..<name].lastIndex(of: "/") else { return nil }
        return installedModules(String(path[..<directory]), version)
    }

    /// A directory in which a kernel was built.
    private func tree(_ path: String) throws(MachineError) -> KernelFiles {
        if let foreign {
            var found = try foreign.tree(path)
            found.builtin = builtin(path)
            return found
        }
        let names = architecture == .amd64 ? ["x86/boot/bzImage", "x86_64/boot/bzImage"] : ["arm64/boot/Image"]
        guard let image = names.map({ "\(path)/arch/\($0)" }).first(where: FileSystem.exists) else {
            throw refusal(
                "there is no kernel in \(path): no arch/\(names[0]). Build it (make \(Self.target(of: architecture))), "
                    + "or name the image itself")
        }
        guard case .bootable = try kind(of: image) else { throw refusal("\(image) is no kernel; build it again") }
        try checkIsWhole(image)
        let release = FileSystem.text(path + "/include/config/kernel.release").map {
            String($0.prefix { !$0.isNewline })
        }
        let symbols = path + "/vmlinux"
        let version: String
        if let release { version = release } else { version = try installed(image).version.text }
        return KernelFiles(
            image: image, version: version, symbols: FileSystem.exists(symbols) ? symbols : nil, builtin: builtin(path))
    }

    private func inPackage(_ path: String, unpackedAt root: String) throws(MachineError) -> KernelFiles {
        // Debian has it in /boot; in Fedora's it is put there when it is installed.
        // What is not packed is what some architectures boot, and what others have for a debugger.
        let images = (["vmlinuz-", "Image-"] + (foreign == nil ? [] : ["vmlinux-"])).flatMap { prefix in
            FileSystem.names(in: root + "/boot").filter { $0.hasPrefix(prefix) }.sorted().map {
                (image: "\(root)/boot/\($0)", version: String($0.dropFirst(prefix.count)))
            }
        }
        let others = FileSystem.names(in: root + "/lib/modules").sorted().map {
            (image: "\(root)/lib/modules/\($0)/vmlinuz", version: $0)
        }
        guard let (image, version) = images.first ?? others.first(where: { FileSystem.exists($0.image) }) else {
            throw refusal(
                "there is no kernel in the package \(path); name one called linux-image-* (deb), kernel-core-* or "
                    + "kernel-default-* (rpm)")
        }
        return KernelFiles(image: image, version: version, modules: installedModules(root, version))
    }

    /// A directory as it is, and a package unpacked.
    private func directory(_ path: String) async throws(MachineError) -> String {
        guard !isDirectory(path), case .package(let format) = try kind(of: path) else { return path }
        return try await packages.unpacked(path, format)
    }

    private func newest() throws(MachineError) -> String {
        do throws(ImageError) { return try HostKernel.find(.host, root: root).path } catch {
            throw MachineError(.hostNotReady, error.message)
        }
    }

    private func installed(_ path: String) throws(MachineError) -> HostKernel {
        do throws(ImageError) { return try HostKernel.find(.path(path), root: root) } catch {
            throw MachineError(.invalidInput, error.message)
        }
    }

    /// The directory itself, or that of the kernel's version in what `make modules_install` has filled.
    private func installedModules(_ path: String, _ version: String) -> String? {
        [path, "\(path)/lib/modules/\(version)", "\(path)/\(version)"].first {
            FileSystem.exists($0 + "/modules.dep")
        }
    }

    /// The version of modules of which there is one alone, where the kernel does not say its own.
    private func onlyVersion(in path: String) -> String? {
        if FileSystem.exists(path + "/modules.dep") { return path.split(separator: "/").last.map(String.init) }
        let versions = FileSystem.names(in: path + "/lib/modules")
        return versions.count == 1 ? versions[0] : nil
    }

    /// Those of the tree that they were built in.
    private func built(_ path: String, _ version: String) async throws(MachineError) -> String? {
        guard let modules = KernelTreeModules(path, version: version) else { return nil }
        return try await packages.laidOut(modules)
    }

    private func noModules(_ path: String, _ version: String) -> MachineError {
        // As a package leaves them that was unpacked and not installed.
        if FileSystem.exists("\(path)/lib/modules/\(version)/kernel") {
            return refusal(
                "the modules in \(path)/lib/modules/\(version) have no modules.dep, which says what they need. Make it with: "
                    + "depmod -b \(path) \(version), or name the package itself in the place of the kernel")
        }
        return refusal(
            "there are no modules in \(path): no modules.dep, no lib/modules/\(version)/modules.dep, and no modules.order "
                + "with modules that were built. Fill it with: make modules_install INSTALL_MOD_PATH=\(path)")
    }

    private func builtin(_ directory: String) -> Set<String>? {
        FileSystem.text(directory + "/modules.builtin").map { text in
            Set(text.split(separator: "\n").map { KernelModule(path: String($0), needs: []).name })
        }
    }

    /// Where packages of symbols put them.
    private func usualSymbols(of version: String) -> String? {
        ["/usr/lib/debug/boot/vmlinux-\(version)", "/usr/lib/debug/lib/modules/\(version)/vmlinux"]
            .map { root + $0 }.first(where: FileSystem.exists)
    }

    private func kind(of path: String) throws(MachineError) -> KernelImage {
        try checkIsFile(path, "kernel")
        do throws(SystemError) { return KernelImage(try beginning(of: path, KernelImage.enough)) } catch {
            let remedy = error.number == EACCES ? ". Run: sudo chmod a+r \(path)" : ""
            throw refusal("the kernel \(path) cannot be read: \(error.reason)\(remedy)")
        }
    }

    /// A kernel whose end is missing would reset the machine without a word, and pass for a bad one.
    private func checkIsWhole(_ image: String) throws(MachineError) {
        guard let bytes = try? beginning(of: image, KernelImage.enough), let most = KernelImage.size(bytes),
            let status = FileSystem.statusFollowingLinks(image), status.st_size < most
        else { return }
        throw refusal(
            "the kernel \(image) is cut off: \(status.st_size) bytes are there, and by its header there are \(most). Copy it "
                + "again, or build it again")
    }

    private func absolute(_ path: String, _ what: String = "kernel") throws(MachineError) -> String {
        guard let real = realpath(path, nil) else {
            throw refusal("there is no \(what) at \(path): \(String(cString: strerror(errno)))")
        }
        defer { free(real) }
        return String(cString: real)
    }

    private func isDirectory(_ path: String) -> Bool {
        FileSystem.status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    private func refusal(_ words: String) -> MachineError { MachineError(.invalidInput, words) }

    private static func target(of architecture: Architecture) -> String {
        architecture == .amd64 ? "bzImage" : "Image"
    }

    private static func image(of architecture: Architecture) -> String {
        architecture == .amd64 ? "bzImage or vmlinuz" : "Image or vmlinuz"
    }
}
