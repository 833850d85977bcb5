import Testing

@testable import Provenance

@Suite struct EmulatorOptionsTests {
    private func options(_ words: String...) -> [String] { EmulatorOptions(["/usr/bin/qemu"] + words).options }

    @Test("options keep their values, and what each machine has for itself is left out")
    func drawn() {
        #expect(
            options("-name", "guest=boot-abc,debug-threads=on", "-S", "-m", "512", "-uuid", "1-2-3")
                == ["-name", "-S", "-m 512", "-uuid"])
    }

    @Test("a machine's identifier is left out wherever it stands")
    func identifier() {
        #expect(
            options("-uuid", "1-2-3", "-smbios", "type=1,uuid=1-2-3,family=F")
                == ["-uuid", "-smbios type=1,uuid=UUID,family=F"])
        #expect(options("-uuid") == ["-uuid"])
    }

    @Test("a path counts by its last part, alone, behind a key and in JSON")
    func paths() {
        let digest = String(repeating: "0", count: 64)
        #expect(options("-kernel", "/boot/vmlinuz-6.1") == ["-kernel vmlinuz-6.1"])
        #expect(options("-initrd", "/cache/\(digest).cpio") == ["-initrd DIGEST.cpio"])
        #expect(
            options("-object", #"{"qom-type":"secret","id":"k","file":"/run/17/key.aes"}"#)
                == [#"-object {"qom-type":"secret","id":"k","file":"key.aes"}"#])
        #expect(
            options("-chardev", "socket,id=c,path=/run/abc/helper0.sock,server=on")
                == ["-chardev socket,id=c,path=helper0.sock,server=on"])
    }

    @Test("numbers of descriptors are none of the machine's")
    func descriptors() {
        #expect(options("-chardev", "socket,id=m,fd=27,server=on") == ["-chardev socket,id=m,fd=N,server=on"])
        #expect(options("-netdev", "tap,fds=12:13") == ["-netdev tap,fds=N"])
    }

    @Test("a slash inside a word begins no path")
    func words() {
        #expect(options("-rtc", "base=2024/01/01") == ["-rtc base=2024/01/01"])
    }
}
