import DiskFormats
import Host
import MayflyTestSupport
import Testing

/// Which of an archive's members is the disk.
@Suite(.requires(.program("qemu-img"))) struct ArchiveImportTests {
    private static func descriptor(_ files: String, _ disks: String) -> String {
        """
        <?xml version="1.0"?>
        <!-- <Disk ovf:fileRef="no"/> -->
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
          <References>\(files)</References>
          <DiskSection><Info>disks</Info>\(disks)</DiskSection>
        </Envelope>
        """
    }

    private func makeMachine() async throws -> TestDisk {
        let test = try TestDisk()
        try test.scratch.write(
            "machine.ovf",
            Self.descriptor(
                "<File ovf:href=\"a &amp; b.vmdk\" ovf:id=\"f1\" ovf:size=\"1\"/><File ovf:id='f2' ovf:href='cd.iso'/>",
                "<Disk ovf:capacity=\"1\" ovf:diskId=\"d\" ovf:fileRef=\"f1\"/>"))
        try test.scratch.write("machine.mf", "SHA256(a.vmdk)= 00\n")
        try await test.shell(
            "qemu-img convert -f raw -O vmdk -o subformat=streamOptimized disk.raw 'a & b.vmdk'; cp disk.raw cd.iso")
        return test
    }

    @Test func `an OVA's disk is the one that its descriptor names`() async throws {
        let test = try await makeMachine()
        try await test.shell("tar cf m.ova machine.ovf machine.mf cd.iso 'a & b.vmdk'")
        let disk = try await test.importedAndCompared("m.ova")
        #expect(disk.format == .vmdk)
        #expect(disk.wrappers == ["tar"])
    }

    @Test func `an OVA's disk may be compressed`() async throws {
        let test = try await makeMachine()
        try await test.shell(
            "gzip 'a & b.vmdk'; mv 'a & b.vmdk.gz' 'a & b.vmdk'; tar cf m.ova machine.ovf 'a & b.vmdk'")
        #expect(try await test.importedAndCompared("m.ova").wrappers == ["tar", "gzip"])
    }

    @Test func `an OVA without its disk says which is missing`() async throws {
        let test = try await makeMachine()
        try await test.shell("tar cf m.ova machine.ovf cd.iso")
        #expect(try await test.failure("m.ova").message.contains("its disk is a & b.vmdk, which is not in it"))
    }

    @Test func `a machine with two disks is refused with both names`() async throws {
        let test = try await makeMachine()
        try test.scratch.write(
            "machine.ovf",
            Self.descriptor(
                "<File ovf:href=\"a.vmdk\" ovf:id=\"f1\"/><File ovf:href=\"b.vmdk\" ovf:id=\"f2\"/>",
                "<Disk ovf:fileRef=\"f1\"/><Disk ovf:fileRef=\"f2\"/>"))
        try await test.shell("tar cf m.ova machine.ovf 'a & b.vmdk'")
        let error = try await test.failure("m.ova")
        #expect(error.code == .severalImages)
        #expect(error.message.contains("2 disks (a.vmdk, b.vmdk)"))
    }

    @Test func `a disk in parts is refused`() async throws {
        let test = try await makeMachine()
        try test.scratch.write(
            "machine.ovf",
            Self.descriptor(
                "<File ovf:href=\"a.vmdk\" ovf:id=\"f1\" ovf:chunkSize=\"1000\"/>", "<Disk ovf:fileRef=\"f1\"/>"))
        try await test.shell("tar cf m.ova machine.ovf")
        #expect(try await test.failure("m.ova").code == .unsupported)
    }

    @Test func `several images are refused with their names`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "qemu-img convert -f raw -O qcow2 disk.raw one; cp one two; echo x > README; tar cf a README one two disk.raw"
        )
        let error = try await test.failure("a")
        #expect(error.code == .severalImages)
        #expect(error.message.contains("3 files that may be the disk: one, two, disk.raw."))
    }

    @Test func `an archive without an image lists what it has`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "echo x > README; cp /bin/sh kernel; gzip -c README > README.gz; zip -q a README kernel README.gz")
        let error = try await test.failure("a.zip")
        #expect(error.code == .noImage)
        #expect(error.message.contains("but: README, kernel, README.gz."))
        try await test.shell("tar cf empty.tar -T /dev/null; mkdir d; tar cf d.tar d")
        #expect(try await test.failure("d.tar").code == .noImage)
    }

    @Test func `a member's path leads nowhere`() async throws {
        let test = try TestDisk()
        try await test.shell(
            "mkdir -p x/y; cp disk.raw x/y/evil; cd x/y; tar cPf ../../a ../../disk.raw; cd ../..; tar cPf b $PWD/x/y/evil; "
                + "ln -s /etc/passwd link; rm -r x; tar cf c link disk.raw; cp disk.raw saved")
        for name in ["a", "b", "c"] {
            #expect(try await test.imported(name).format == .raw)
            try await test.shell("cmp disk.raw saved; test ! -e x; rm out.qcow2")
        }
    }
}
