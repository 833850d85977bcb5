import DiskFormats
import Host
import MayflyTestSupport
import Testing

@Suite(.requires(.program("qemu-img"))) struct ExportTests {
    /// A base with the test disk's data and two layers that change it.
    private func makeChain() async throws -> TestDisk {
        let test = try TestDisk()
        try await test.shell(
            """
            qemu-img convert -f raw -O qcow2 disk.raw base
            qemu-img create -q -f qcow2 -b $PWD/base -F qcow2 one
            qemu-img create -q -f qcow2 -b $PWD/one -F qcow2 two
            qemu-io -f qcow2 -c 'write -q -P 7 1M 100k' one
            qemu-io -f qcow2 -c 'write -q -P 9 20M 1M' two
            qemu-img convert -f qcow2 -O raw two flat
            """)
        return test
    }

    static let formats: [(ConversionOutput, String)] = [
        (.qcow2(), "qcow2"), (.qcow2(compressed: true), "qcow2"), (.raw, "raw"), (.vmdk(), "vmdk"),
        (.vmdk(compressed: true), "vmdk"),
    ]

    @Test(arguments: formats)
    func `a chain is written as one file`(output: ConversionOutput, format: String) async throws {
        let test = try await makeChain()
        try await exportDisk(from: test.scratch("two"), to: test.scratch("work/a:b"), as: output)
        try await test.shell(
            "mv work/a:b out; qemu-img compare -q -f raw -F \(format) flat out; test -z \"$(ls work)\"")
        if format != "raw" {
            let again = try await test.imported("out")
            #expect(again.virtualSize == Int64(TestDisk.size))
        }
    }

    @Test(.requires(.root, .program("setpriv"))) func `a chain is read without root's powers`() async throws {
        let test = try await makeChain()
        try await test.shell("chown 65534 base; chmod 600 base")
        let error = try await #require(throws: DiskFormatError.self) {
            try await exportDisk(from: test.scratch("two"), to: test.scratch("work/out"), as: .raw)
        }
        #expect(error.code == .conversion && error.message.contains("Permission denied"))
        test.expectNothingLeft()
        // Where the files are, root may go, and qemu-img need not be able to.
        try await test.shell(
            "chown 0 base; mkdir -p theirs/ours; mv base one two theirs/ours; cd theirs/ours; qemu-img rebase -u -b base "
                + "-F qcow2 one; qemu-img rebase -u -b one -F qcow2 two; cd ../..; chown 65534 theirs work; chmod 700 theirs work"
        )
        try await exportDisk(from: test.scratch("theirs/ours/two"), to: test.scratch("work/out"), as: .qcow2())
        try await test.shell("qemu-img compare -q -f raw -F qcow2 flat work/out")
    }

    @Test func `what cannot be exported leaves nothing, and says why`() async throws {
        let test = try await makeChain()
        try await test.shell("rm base")
        let error = try await #require(throws: DiskFormatError.self) {
            try await exportDisk(from: test.scratch("two"), to: test.scratch("work/out"), as: .raw)
        }
        #expect(error.code == .conversion)
        #expect(error.message.contains("base"))
        test.expectNothingLeft()
        let full = try await #require(throws: DiskFormatError.self) {
            try await exportDisk(
                from: test.scratch("flat"), to: test.scratch("work/out"), as: .raw, limits: DiskLimits(reserve: .max))
        }
        #expect([.noSpace, .conversion].contains(full.code))
        test.expectNothingLeft()
    }
}
