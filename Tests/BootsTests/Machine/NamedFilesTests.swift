import Glibc
import MayflyTestSupport
import Testing

@testable import Boots

/// Files beside the kernel that a boot names. Nothing is booted.
@Suite struct BootNamedFilesTests {
    private let scratch = Scratch("boot-files")

    private func refusal(_ change: (inout Boot) -> Void) -> String? {
        var boot = Boot(kernel: "/k")
        change(&boot)
        do {
            try boot.checkNamedFiles()
            return nil
        } catch {
            #expect(error.code == .invalidInput)
            return error.message
        }
    }

    @Test("what an option names is there, or is refused in the option's words before anything is started")
    func named() throws {
        let (file, no, pipe) = (try scratch.write("file", "x"), scratch("no"), scratch("pipe"))
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(
            refusal {
                $0.userspace = .initrd(file)
                ($0.firmware, $0.deviceTree) = (.file(file), file)
                $0.devices = [.disk(.image(file)), .pmem(.image(file)), .disk(.empty(.mebibytes(1)))]
                $0.copies = [BootCopy(file, to: "/a"), BootCopy(scratch.path, to: "/b")]
            } == nil)
        let initrd = try #require(refusal { $0.userspace = .initrd(no) })
        #expect(initrd == "there is no initrd at \(no): No such file or directory")
        #expect(refusal { $0.userspace = .initrd(pipe) }?.contains("is a pipe, a socket or a device") == true)
        #expect(refusal { $0.firmware = .file(scratch.path) }?.contains("is a directory; name a file") == true)
        #expect(refusal { $0.deviceTree = no }?.contains("no device tree at") == true)
        let disk = try #require(refusal { $0.devices = [.disk(.image(no))] })
        #expect(disk.contains("no raw disk image at") && disk.contains("disk=1Gi"))
        #expect(refusal { $0.devices = [.pmem(.image(no))] }?.contains("no raw disk image at") == true)
    }

    @Test("what is to be copied in is missed before the boot, not behind it")
    func copies() throws {
        let text = try #require(refusal { $0.copies = [BootCopy(scratch("no"), to: "/a")] })
        #expect(text == "--copy-in cannot copy \(scratch("no")) into the guest: No such file or directory")
        // It is copied as a link.
        try #require(symlink("/nowhere/at/all", scratch("link")) == 0)
        #expect(refusal { $0.copies = [BootCopy(scratch("link"), to: "/a")] } == nil)
    }
}
