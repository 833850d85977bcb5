import Archive
import Host

/// Which kernel a module was built for, as it says itself (its `vermagic`).
struct ModuleBuild: Equatable {
    /// `6.1.0-56-cloud-amd64 SMP preempt mod_unload modversions`.
    let vermagic: String

    /// A kernel's `uname -r`.
    var release: Substring { vermagic.prefix { $0 != " " } }

    /// Of a module's bytes, unpacked; nil when it says nothing.
    init?(_ bytes: [UInt8]) {
        let key = "vermagic="
        let fields = ELF(bytes)?.section(".modinfo")?.split(separator: 0)
        guard let field = fields?.first(where: { $0.starts(with: key.utf8) }) else { return nil }
        vermagic = String(decoding: field.dropFirst(key.utf8.count), as: UTF8.self).trimmed
        if release.isEmpty { return nil }
    }
}

extension ModuleBuild {
    /// Refuses the first module that was built for another kernel: that one would not load it. It blocks.
    static func check(_ modules: [KernelModule], of kernel: HostKernel) throws(ImageError) {
        guard let directory = kernel.modules else { return }
        // Packed ones are no build tree's; and in a directory of the kernel's own name they are unpacked only once.
        let isOwn = directory.hasSuffix("/\(kernel.version)")
        for module in modules where !(isOwn && module.isCompressed) {
            let path = module.path.hasPrefix("/") ? module.path : "\(directory)/\(module.path)"
            // What cannot be read is told by who needs it.
            let bytes =
                module.isCompressed
                ? try? ArchiveReader.decompressed(path, limit: 256 << 20) : try? FileSystem.read(path)
            guard let build = bytes.flatMap({ ModuleBuild($0) }), build.release != kernel.version.text else { continue }
            throw ImageError(
                .noModules,
                "the module \(module.name) (\(FileSystem.linkTarget(path) ?? path)) was built for another kernel: its vermagic is ‘\(build.vermagic)’, and "
                    + "\(kernel.path) is \(kernel.version), which would not load it. Build the modules again with the kernel "
                    + "(make modules), or name those of this kernel.")
        }
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
