package import Fixtures
import Glibc
import Host

extension HostKernel {
    /// The kernel that a fixture asks for. It blocks: run it off the cooperative pool.
    ///
    /// `host` is the newest kernel that can be read and has modules (`KernelVersion` says what newest is), where
    /// distributions put them: `/boot/vmlinuz-VERSION`, or `vmlinuz` among its modules. `root` is put in front of all.
    package static func find(
        _ wanted: InitramfsSource.Kernel, root: String = ""
    ) throws(ImageError) -> HostKernel {
        switch wanted {
        case .host: try newest(root: root)
        case .path(let path): try named(path, root: root)
        }
    }

    /// The same, with modules from where the fixture says they are.
    ///
    /// One of another architecture need not be known to us by its version: its modules are what is named, or none.
    package static func find(of source: InitramfsSource, isForeign: Bool = false) throws(ImageError) -> HostKernel {
        if isForeign, case .path(let path) = source.kernel {
            let version = source.moduleDirectory.map { String($0.split(separator: "/").last ?? "") }
            return HostKernel(
                path: path, version: KernelVersion(version ?? release(of: path) ?? "unknown"),
                modules: source.moduleDirectory)
        }
        let kernel = try find(source.kernel)
        guard let directory = source.moduleDirectory else { return kernel }
        return HostKernel(path: kernel.path, version: kernel.version, modules: directory)
    }

    private static func newest(root: String) throws(ImageError) -> HostKernel {
        let installed = candidates(root: root).sorted { $0.version > $1.version }
        let readable = installed.filter { access($0.path, R_OK) == 0 }
        if let best = readable.first(where: { $0.modules != nil }) { return best }
        if let best = readable.first { throw noModules(best.version, root: root) }
        if let best = installed.first { throw unreadable(best.path) }
        throw ImageError(
            .noKernel,
            "no kernel is installed in \(root)/boot or \(root)/lib/modules. "
                + "Install one: linux-image-cloud-amd64 on Debian, linux-image-virtual on Ubuntu, kernel-core on Fedora. "
                + "Or name a kernel in the fixture (image.source.initramfs.kernel).")
    }

    private static func candidates(root: String) -> [HostKernel] {
        var found: [HostKernel] = []
        for name in FileSystem.names(in: root + "/boot") {
            guard let version = version(inName: name) else { continue }
            found.append(kernel(at: "\(root)/boot/\(name)", KernelVersion(version), root: root))
        }
        for directory in moduleDirectories(root: root) {
            for name in FileSystem.names(in: directory) where FileSystem.exists("\(directory)/\(name)/vmlinuz") {
                found.append(kernel(at: "\(directory)/\(name)/vmlinuz", KernelVersion(name), root: root))
            }
        }
        return found
    }

    private static func named(_ path: String, root: String) throws(ImageError) -> HostKernel {
        guard FileSystem.exists(path) else {
            // Not there, or in a directory that we may not look into.
            let reason = String(cString: strerror(errno))
            throw ImageError(
                .noKernel, "there is no kernel at \(path) (\(reason)). Check image.source.initramfs.kernel.")
        }
        guard access(path, R_OK) == 0 else { throw unreadable(path) }
        guard let text = release(of: path) else {
            throw ImageError(
                .noKernel,
                "\(path) does not look like a kernel: it has no version in its header or name. "
                    + "Name a bzImage, or a file called vmlinuz-VERSION.")
        }
        return kernel(at: path, KernelVersion(text), root: root)
    }

    /// The version of a kernel image: what it says of itself is right even when the file was renamed.
    package static func release(of path: String) -> String? {
        let parts = path.split(separator: "/")
        return BootHeader.version(ofKernelAt: path)
            ?? parts.last.flatMap { version(inName: String($0)) }
            ?? releaseOfTree(path)
            ?? parts.dropLast().last.flatMap { $0.first?.isNumber == true ? String($0) : nil }
    }

    /// Of the build tree that an image lies in, as `arch/arm64/boot/Image`.
    private static func releaseOfTree(_ path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 4, parts[parts.count - 4] == "arch", parts[parts.count - 2] == "boot" else { return nil }
        let tree = parts.dropLast(4).joined(separator: "/")
        let release = FileSystem.text(tree + "/include/config/kernel.release")?.prefix { !$0.isNewline }
        return release.flatMap { $0.isEmpty ? nil : String($0) }
    }

    private static func kernel(at path: String, _ version: KernelVersion, root: String) -> HostKernel {
        let modules = moduleDirectories(root: root).map { "\($0)/\(version)" }
            .first { FileSystem.exists($0 + "/modules.dep") }
        return HostKernel(path: path, version: version, modules: modules)
    }

    private static func moduleDirectories(root: String) -> [String] {
        [root + "/lib/modules", root + "/usr/lib/modules"]
    }

    private static func version(inName name: String) -> String? {
        for prefix in ["vmlinuz-", "vmlinux-", "Image-"] where name.hasPrefix(prefix) {
            let version = name.dropFirst(prefix.count)
            // vmlinuz-linux and the like have no version in their name.
            return version.first?.isNumber == true ? String(version) : nil
        }
        return nil
    }

    private static func unreadable(_ path: String) -> ImageError {
        ImageError(
            .unreadableKernel,
            "the kernel \(path) cannot be read by this user. Run: sudo chmod a+r \(path) "
                + "(on Debian and Ubuntu it stays so over upgrades with: sudo dpkg-statoverride --update --add root root 0644 \(path))."
        )
    }

    private static func noModules(_ version: KernelVersion, root: String) -> ImageError {
        ImageError(
            .noModules,
            "the kernel \(version) has no modules: there is no \(root)/lib/modules/\(version)/modules.dep. "
                + "Install its package again, or run: sudo depmod \(version).")
    }
}
