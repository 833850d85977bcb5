import Fixtures
import Guestfs
import ShellWords

extension Customizer {
    func setKernelArguments(_ step: KernelArgumentsStep) async throws(CustomizeError) {
        let traits = try system.traits
        if traits.contains("grubby") {
            return _ = try await run(GuestCommand(script: BootLoaderScript.grubby(step)), "grubby")
        }
        let arguments = KernelArguments(step: step)
        if traits.contains("extlinux") {
            let path = "/etc/update-extlinux.conf"
            let name = "default_kernel_opts"
            let before = try await text(path)
            let line = before.split(whereSeparator: \.isNewline).last { $0.hasPrefix(name + "=") } ?? ""
            let value = line.dropFirst(name.count + 1).filter { $0 != "\"" && $0 != "'" }
            let after = KernelArguments.setting(name, to: arguments.changed(value), in: before)
            try await write(Array(after.utf8), to: path)
            return _ = try await run(GuestCommand(script: "update-extlinux"), "update-extlinux")
        }
        guard traits.contains("update-grub") || traits.contains("grub") || traits.contains("grub.d") else {
            throw CustomizeError(
                .unsupported,
                "the guest (\(try system.release.name ?? "unknown")) has no boot loader that is known here: GRUB with its "
                    + "configuration in /etc/default, grubby or extlinux.")
        }
        let lines = try await run(GuestCommand(script: BootLoaderScript.read), "reading GRUB's configuration")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let values = [
            "GRUB_CMDLINE_LINUX": arguments.changed(lines.first ?? ""),
            "GRUB_CMDLINE_LINUX_DEFAULT": arguments.removing(from: lines.count > 1 ? lines[1] : "")
                .joined(separator: " "),
        ].sorted { $0.key < $1.key }
        if traits.contains("grub.d") {
            // Read last, and nobody's but ours: a package's new version of the other files changes nothing.
            let text = values.map { "\($0.key)=\($0.value.shellQuoted)\n" }.joined()
            try await write(Array(text.utf8), to: "/etc/default/grub.d/90-mayfly-arguments.cfg")
        } else {
            let path = "/etc/default/grub"
            let text = values.reduce(try await text(path)) { KernelArguments.setting($1.key, to: $1.value, in: $0) }
            try await write(Array(text.utf8), to: path)
        }
        try await run(GuestCommand(script: BootLoaderScript.update), "writing GRUB's menu")
    }

    func copyModules(_ source: String) async throws(CustomizeError) {
        let version = try KernelFile.version(ofModules: source)
        try await copyIn(source, to: "/lib/modules", as: version)
        try await run(GuestCommand(script: "depmod \(version.shellQuoted)"), "depmod")
    }

    func installKernel(_ kernel: String, modules: String?, initramfs: String?) async throws(CustomizeError) {
        try HostFile.check(kernel)
        if let initramfs { try HostFile.check(initramfs) }
        let version: String
        if let modules {
            version = try KernelFile.version(ofModules: modules)
        } else {
            version = try KernelFile.version(of: kernel)
        }
        if let modules { try await copyIn(modules, to: "/lib/modules", as: version) }
        let isDebian = try system.manager == .apt
        let memory = isDebian ? "/boot/initrd.img-\(version)" : "/boot/initramfs-\(version).img"
        try await guest("the kernel cannot be copied") { (guest) throws(GuestfsError) in
            try await guest.makeDirectory("/boot")
            try await guest.upload(kernel, to: "/boot/vmlinuz-\(version)")
            try await guest.setMode("/boot/vmlinuz-\(version)", 0o644)
            if let initramfs { try await guest.upload(initramfs, to: memory) }
        }
        try await run(
            GuestCommand(
                script: BootLoaderScript.addKernel, arguments: [version, initramfs == nil ? "make" : "given"]),
            "making the kernel \(version) bootable")
    }
}
