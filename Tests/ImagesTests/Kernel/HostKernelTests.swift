import Fixtures
import Glibc
import Images
import Testing

private func failure(_ body: () throws -> HostKernel) throws -> ImageError {
    try #require(throws: ImageError.self) { try body() }
}

@Suite struct HostKernelTests {
    @Test("the newest kernel with modules is found, with its modules")
    func newest() async throws {
        try await withScratch { root in
            try installKernels("6.1.0-9-amd64", "6.1.0-56-amd64", "6.1.0-56-cloud-amd64", in: root)
            try installKernels("6.9.0-1-amd64", modules: false, in: root)
            try writeFile(root + "/boot/initrd.img-9.9.9", "")
            let kernel = try HostKernel.find(.host, root: root)
            #expect(kernel.path == root + "/boot/vmlinuz-6.1.0-56-cloud-amd64")
            #expect(kernel.version.text == "6.1.0-56-cloud-amd64")
            #expect(kernel.modules == root + "/lib/modules/6.1.0-56-cloud-amd64")
        }
    }

    @Test("a kernel that lies among its modules is found too")
    func amongModules() async throws {
        try await withScratch { root in
            try writeFile(root + "/usr/lib/modules/6.5.6-300.fc39.x86_64/vmlinuz", "kernel")
            try writeFile(root + "/usr/lib/modules/6.5.6-300.fc39.x86_64/modules.dep", "")
            let kernel = try HostKernel.find(.host, root: root)
            #expect(kernel.path == root + "/usr/lib/modules/6.5.6-300.fc39.x86_64/vmlinuz")
            #expect(kernel.modules == root + "/usr/lib/modules/6.5.6-300.fc39.x86_64")
        }
    }

    @Test("a host without a kernel is told which package to install")
    func none() async throws {
        try await withScratch { root in
            let error = try failure { try HostKernel.find(.host, root: root) }
            #expect(error.code == .noKernel)
            #expect("\(error)".contains("linux-image-cloud-amd64"))
        }
    }

    @Test("a kernel without modules names its version and the remedy")
    func withoutModules() async throws {
        try await withScratch { root in
            try installKernels("6.1.0-56-amd64", modules: false, in: root)
            let error = try failure { try HostKernel.find(.host, root: root) }
            #expect(error.code == .noModules)
            #expect("\(error)".contains("depmod 6.1.0-56-amd64"))
        }
    }

    @Test(
        "kernels that only root may read give the command that helps",
        .disabled(if: geteuid() == 0, "root reads everything"))
    func unreadable() async throws {
        try await withScratch { root in
            try installKernels("6.1.0-56-amd64", in: root)
            chmod(root + "/boot/vmlinuz-6.1.0-56-amd64", 0)
            for wanted in [InitramfsSource.Kernel.host, .path(root + "/boot/vmlinuz-6.1.0-56-amd64")] {
                let error = try failure { try HostKernel.find(wanted, root: root) }
                #expect(error.code == .unreadableKernel)
                #expect("\(error)".contains("sudo chmod a+r \(root)/boot/vmlinuz-6.1.0-56-amd64"))
                #expect("\(error)".contains("dpkg-statoverride"))
            }
        }
    }

    @Test("a named kernel has the version that its header says, or else its name")
    func named() async throws {
        try await withScratch { root in
            try installKernels("6.1.0-56-amd64", in: root)
            try writeFile(root + "/kernels/mine", bzImage(version: "6.1.0-56-amd64 (me@here) #1 SMP"))
            try writeFile(root + "/kernels/vmlinuz-5.0.1", "no header")
            try writeFile(root + "/kernels/7.0.0/vmlinuz", "no header")

            let mine = try HostKernel.find(.path(root + "/kernels/mine"), root: root)
            #expect(mine.version.text == "6.1.0-56-amd64")
            #expect(mine.modules == root + "/lib/modules/6.1.0-56-amd64")
            let other = try HostKernel.find(.path(root + "/kernels/vmlinuz-5.0.1"), root: root)
            #expect(other.version.text == "5.0.1")
            #expect(other.modules == nil)
            #expect(try HostKernel.find(.path(root + "/kernels/7.0.0/vmlinuz"), root: root).version.text == "7.0.0")
        }
    }

    @Test("the image in a build tree has the tree's version, where it says none itself")
    func inTree() async throws {
        try await withScratch { root in
            let image = root + "/tree/arch/arm64/boot/Image"
            try writeFile(image, "no header")
            #expect(try failure { try HostKernel.find(.path(image), root: root) }.code == .noKernel)
            try writeFile(root + "/tree/include/config/kernel.release", "6.12.3-mine\n")
            #expect(try HostKernel.find(.path(image), root: root).version.text == "6.12.3-mine")
        }
    }

    @Test("a named kernel that is not there, or is none, is an error with its path")
    func badNames() async throws {
        try await withScratch { root in
            let missing = try failure { try HostKernel.find(.path(root + "/boot/nothing"), root: root) }
            #expect(missing.code == .noKernel)
            #expect("\(missing)".contains(root + "/boot/nothing (No such file or directory)"))
            try writeFile(root + "/notes.txt", "hello")
            let none = try failure { try HostKernel.find(.path(root + "/notes.txt"), root: root) }
            #expect("\(none)".contains("does not look like a kernel"))
        }
    }
}

/// A bzImage as far as its version.
func bzImage(version: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 0x400)
    bytes.replaceSubrange(0x202..<0x206, with: "HdrS".utf8)
    bytes[0x20F] = 0x02
    return bytes + Array(version.utf8) + [0]
}
