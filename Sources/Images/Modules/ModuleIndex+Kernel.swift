import Host
import Offload
import Spelling

extension ModuleIndex {
    /// Reads the index of a kernel. It blocks: run it off the cooperative pool.
    package init(of kernel: HostKernel) throws(ImageError) {
        guard let directory = kernel.modules else {
            throw ImageError(
                .noModules,
                "the kernel \(kernel.path) is version \(kernel.version), and there is no /lib/modules/\(kernel.version). "
                    + "Install the modules of this kernel, or ask for none (image.source.initramfs.modules).")
        }
        do throws(SystemError) {
            let dependencies = try FileSystem.read(directory + "/modules.dep")
            // A kernel without built-in modules may lack the file.
            let builtin = (try? FileSystem.read(directory + "/modules.builtin")) ?? []
            self.init(dependencies: dependencies, builtin: builtin)
        } catch {
            throw ImageError(
                .noModules,
                "the modules of kernel \(kernel.version) cannot be used. Run: sudo depmod \(kernel.version)",
                cause: error)
        }
    }

    /// The modules to put into an image for the ones that a fixture wants, in the order of loading.
    package func files(for wanted: [String], of kernel: HostKernel) throws(ImageError) -> [KernelModule] {
        switch loadOrder(of: wanted) {
        case .success(let modules): return modules
        case .failure(let unknown):
            let hint =
                suggestion(for: KernelModule.normalized(unknown.name), among: names).map { " Did you mean \($0)?" }
                ?? ""
            throw ImageError(
                .unknownModule,
                "the kernel \(kernel.version) has no module \(unknown.name), neither as a file nor built in.\(hint) "
                    + "Correct image.source.initramfs.modules, or install a kernel that has it "
                    + "(Debian's linux-image-amd64 has many more than linux-image-cloud-amd64).")
        }
    }
}
