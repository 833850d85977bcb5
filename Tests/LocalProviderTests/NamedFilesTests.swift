import Glibc
import KubeVirt
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct NamedFilesTests {
    private let scratch = Scratch("named")

    private func refusal(_ annotations: Annotations) throws -> StatusCause? {
        var machine = VirtualMachineInstance(spec: .init(domain: .init()))
        annotations.apply(to: &machine.metadata)
        do {
            try machine.checkNamedFiles()
            return nil
        } catch let error as RefusedField {
            return error.cause
        }
    }

    @Test("a file that an annotation names is there and is a file, or is refused by the annotation's name")
    func named() throws {
        let file = try scratch.write("file", "x")
        #expect(try refusal(Annotations()) == nil)
        #expect(try refusal(Annotations(kernel: file, initrd: file, deviceTree: file, firmware: file)) == nil)
        // As Debian's /vmlinuz and OVMF's files are.
        let link = scratch("link")
        #expect(symlink(file, link) == 0)
        #expect(try refusal(Annotations(kernel: link, firmware: link)) == nil)
        let missing = try #require(try refusal(Annotations(kernel: file, deviceTree: scratch("no"))))
        #expect(missing.field == "metadata.annotations[mayfly.dev/dtb]")
        #expect(missing.message.contains("/no’ cannot be read: No such file"), "\(missing.message)")
        let directory = try #require(try refusal(Annotations(firmware: scratch.path)))
        #expect(
            directory.field == "metadata.annotations[mayfly.dev/firmware]" && directory.message.contains("is no file"))
    }
}
