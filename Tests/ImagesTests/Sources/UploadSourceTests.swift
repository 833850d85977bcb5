import Digests
import Fixtures
import FoundationEssentials
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

/// Disks in files of this host, of every format, good and bad.
@Suite(.requires(.program("qemu-img")))
struct UploadSourceTests {
    private func upload(_ path: String, _ verification: ImageVerification = .none) -> ImageSource {
        .upload(UploadSource(path: path, verification: verification))
    }

    @Test(arguments: [
        "cp disk.raw a", "qemu-img convert -O qcow2 disk.raw a", "qemu-img convert -c -O qcow2 disk.raw a",
        "qemu-img convert -O vmdk disk.raw a", "qemu-img convert -O vmdk -o subformat=streamOptimized disk.raw a",
        "xz -0 -c disk.raw >a", "gzip -1 -c disk.raw >a", "zstd -q -c disk.raw >a", "zip -q a.zip disk.raw; mv a.zip a",
        "qemu-img convert -O qcow2 disk.raw d; xz -0 -c d >a", "qemu-img convert -O vmdk disk.raw d; gzip -c d >a",
        """
        qemu-img convert -O vmdk -o subformat=streamOptimized disk.raw d.vmdk
        echo '<Envelope><References><File ovf:href="d.vmdk"/></References></Envelope>' >d.ovf
        tar cf a d.ovf d.vmdk; xz -0 a; mv a.xz a
        """,
    ])
    func `every format gives the same disk`(command: String) async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory, command)
            let place = try BuilderPlace(directory)
            let image = try await place.image(ImageRecipe(source: upload(directory + "/a")))
            try await SourceDisk.expect(image, in: directory)
            await place.expectOnly(1)
            try FileManager.default.moveItem(atPath: directory + "/a", toPath: directory + "/b")
            #expect(try await place.image(ImageRecipe(source: upload(directory + "/b"))).isNew == false)
        }
    }

    /// What is wrong, the code of it, and a part of what is said.
    @Test(arguments: [
        ("qemu-img create -q -f qcow2 -b /etc/passwd -F raw -u a 1M", "/etc/passwd"),
        ("qemu-img create -q -f qcow2 -b /etc/passwd -F raw -u d 1M; zip -q a.zip d; mv a.zip a", "/etc/passwd"),
        ("qemu-img create -q -f qcow2 -o data_file=$PWD/secret,data_file_raw=on a 1M", "secret"),
        ("qemu-img create -q -f qcow2 a 1P", "1125899906842624 bytes"),
        ("qemu-img create -q -f qcow2 d 1P; xz -0 -c d >a", "1125899906842624 bytes"),
        // The first table is said to lie far behind the end of the file.
        (
            "qemu-img convert -O qcow2 disk.raw a; printf '\\0\\0\\7\\0\\0\\0\\0\\0' | dd of=a bs=1 seek=40 conv=notrunc "
                + "status=none", ""
        ),
        // Clusters of 2 to the power of 60 bytes.
        (
            "qemu-img convert -O qcow2 disk.raw a; printf '\\0\\0\\0\\74' | dd of=a bs=1 seek=20 conv=notrunc status=none",
            ""
        ),
        ("qemu-img convert -O qcow2 disk.raw d; head -c 400000 d >a", "cut off"),
        ("xz -0 -c disk.raw | head -c 300000 >a", "cut off"), ("echo hello >a", "hello"), (": >a", "empty"),
    ])
    func `a bad image is refused, and a good one at its place is taken`(command: String, words: String) async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory, command)
            let place = try BuilderPlace(directory)
            let error = try await place.failure(upload(directory + "/a"))
            #expect(error.code == .format && error.message.contains(words), "\(error)")
            #expect(error.message.contains(directory + "/a"), "\(error) does not say where")
            await place.expectOnly(0)
            try writeFile(directory + "/a", SourceDisk.raw)
            try await SourceDisk.expect(place.image(ImageRecipe(source: upload(directory + "/a"))), in: directory)
        }
    }

    @Test func `a wrong sum names both, and a file of sums beside it is read`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory, "sha256sum --tag disk.raw >CHECKSUM")
            let (place, path) = (try BuilderPlace(directory), directory + "/disk.raw")
            let wanted = String(repeating: "a", count: 128)
            let error = try await place.failure(upload(path, .sha512(wanted)))
            let found = try Digest.ofFile(path, .sha512)
            #expect(error.code == .verification && error.message.contains(wanted) && error.message.contains(found))
            await place.expectOnly(0)
            #expect(FileSystem.exists(path), "a file of the host's is not ours to delete")
            let image = try await place.image(ImageRecipe(source: upload(path, .checksums("CHECKSUM"))))
            try await SourceDisk.expect(image, in: directory)
            let none = try await place.failure(upload(directory + "/none"))
            #expect(none.code == .file && none.message.contains("/none cannot be read"))
        }
    }

    @Test func `a file that changes while it is read makes no image, under neither's name`() async throws {
        try await withScratch { directory in
            let path = directory + "/disk.raw"
            try await SourceDisk.make(in: directory)
            let place = try BuilderPlace(directory)
            let recipe = ImageRecipe(source: upload(path))
            let isChanged = Shared(false)
            let error = await #expect(throws: ImageError.self) {
                try await place.builder.image(for: recipe, architecture: "amd64") { progress in
                    guard progress.stage == .convert, !isChanged.value else { return }
                    isChanged.change { $0 = true }
                    try? writeFile(path, SourceDisk.raw.reversed())
                }
            }
            #expect(error?.code == .file && error?.message.contains("was changed while it was read") == true)
            await place.expectOnly(0)
            try writeFile(path, SourceDisk.raw)
            try await SourceDisk.expect(place.image(recipe), in: directory)
        }
    }

    @Test func `a fixture over a fixture over a file shares what is beneath`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory)
            let place = try BuilderPlace(directory)
            let low = ImageRecipe(source: upload(directory + "/disk.raw"), customize: [.hostname("a")])
            let middle = ImageRecipe(
                source: .fixture(FixtureSource(.name("low"), recipe: low)), customize: [.hostname("b")])
            let high = ImageRecipe(
                source: .fixture(FixtureSource(.name("middle"), recipe: middle)), size: try Quantity("8Mi"),
                customize: [.hostname("c")])
            let image = try await place.image(high, .init(name: "high"))
            #expect(image.virtualSize == 8 << 20)
            let below = try await place.image(middle)
            #expect(!below.isNew)
            #expect(try place.store.chain(of: image.path).contains(below.path))
            await place.expectOnly(5)
        }
    }
}
