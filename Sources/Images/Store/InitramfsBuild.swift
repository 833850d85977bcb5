import CLinux
import Fixtures
import Glibc
import Host
import Offload

/// One building of an initramfs, by the holder of the store's lock. It blocks.
struct InitramfsBuild {
    let source: InitramfsSource
    let kernel: HostKernel
    let helper: HelperBinary
    let busybox: Busybox?
    let directory: String

    func run() throws(ImageError) -> Manifest {
        var inputs: [String: FileIdentity?] = [:]
        // Looked at before they are read: a change while we read shows at the next request.
        func note(_ path: String) { inputs[path] = .some(FileIdentity(of: path)) }

        var modules: [KernelModule] = []
        if !source.modules.isEmpty {
            if let directory = kernel.modules {
                note(directory + "/modules.dep")
                note(directory + "/modules.builtin")
            }
            modules = try ModuleIndex(of: kernel).files(for: source.modules, of: kernel)
            try ModuleBuild.check(modules, of: kernel)
        }
        let recipe = InitramfsRecipe(
            source: source, kernel: kernel, modules: modules, helper: helper.bytes(), busybox: busybox,
            sourcePermissions: try sourcePermissions())
        let entries = try recipe.entries()
        for entry in entries { if let source = entry.source { note(source) } }
        let (digest, image) = try InitramfsWriter(directory: directory).write(entries)
        return Manifest(digest: digest, image: image, inputs: inputs)
    }

    private func sourcePermissions() throws(ImageError) -> [String: UInt32] {
        var found: [String: UInt32] = [:]
        for file in source.files {
            guard case .source(let path) = file.origin else { continue }
            var status = stat()
            guard stat(path, &status) == 0 else { throw unreadable(path, file, SystemError("stat", subject: path)) }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw ImageError(.file, "\(path), the source of \(file.path), is not a regular file")
            }
            guard access(path, R_OK) == 0 else { throw unreadable(path, file, SystemError("open", subject: path)) }
            found[path] = status.st_mode & 0o7777
        }
        return found
    }

    private func unreadable(_ path: String, _ file: InitramfsFile, _ cause: SystemError) -> ImageError {
        let place = file.location.map { "\($0): " } ?? ""
        return ImageError(
            .file,
            "\(place)the file \(path), the source of \(file.path) in the guest, cannot be read. "
                + "Check the path: a relative one starts at the fixture's directory.",
            cause: cause)
    }
}
