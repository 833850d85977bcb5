import Digests
import Fixtures
import FoundationEssentials
import Host
import MayflyTestSupport
import Testing

@testable import Images

/// Disks from a real nginx.
@Suite(.requires(.program("qemu-img"), .program("nginx")))
struct WebSourceTests {
    private func with(
        _ command: String = ":", server: String = "", _ body: (BuilderPlace, Nginx, String) async throws -> Void
    ) async throws {
        try await withScratch { directory in
            let files = directory + "/www"
            try await SourceDisk.make(in: files, command)
            let nginx = try await Nginx(serving: files, server: server)
            try await body(try BuilderPlace(directory), nginx, files)
        }
    }

    private static let sum = Digest.ofBytes(SourceDisk.raw)

    private func source(_ url: String, _ verification: ImageVerification = .none) -> ImageSource {
        .http(HTTPSource(url: url, verification: verification))
    }

    @Test func `a disk is fetched once, and again when it is asked to`() async throws {
        try await with { place, nginx, files in
            let recipe = ImageRecipe(source: source(nginx.url + "/disk.raw"))
            let image = try await place.image(recipe)
            try await SourceDisk.expect(image, in: place.directory)
            await place.expectOnly(1)
            try FileManager.default.moveItem(atPath: files + "/disk.raw", toPath: files + "/gone")
            #expect(try await place.image(recipe).isNew == false)
            let error = await #expect(throws: ImageError.self) { try await place.image(recipe, .init(pull: true)) }
            #expect(error?.code == .source && error?.message.contains("404") == true, "\(error?.message ?? "")")
            await place.expectOnly(1)
        }
    }

    @Test(arguments: [("xz", "xz -0"), ("gz", "gzip -1"), ("zst", "zstd -q")])
    func `what a disk is wrapped in does not matter, and its sum is of the file that comes`(
        ending: String, command: String
    ) async throws {
        let made = "qemu-img convert -O qcow2 disk.raw d.qcow2; \(command) d.qcow2; sha512sum d.qcow2.\(ending) >sum"
        try await with(made) { place, nginx, files in
            let digits = try #require(FileSystem.text(files + "/sum")).prefix(128)
            let image = try await place.image(
                ImageRecipe(source: source(nginx.url + "/d.qcow2." + ending, .sha512(String(digits)))))
            try await SourceDisk.expect(image, in: place.directory)
            await place.expectOnly(1)
            let details = try #require(place.store.record(of: image.digest)).details
            #expect(details["sha512"] == String(digits) && details["url"] == nginx.url + "/d.qcow2." + ending)
        }
    }

    @Test func `a wrong sum names both, and nothing of the file stays`() async throws {
        try await with { place, nginx, _ in
            let wanted = String(repeating: "5", count: 64)
            let error = try await place.failure(source(nginx.url + "/disk.raw", .sha256(wanted)))
            #expect(error.code == .verification)
            #expect(error.message.contains(wanted) && error.message.contains(Self.sum), "\(error)")
            await place.expectOnly(0)
            try await SourceDisk.expect(
                place.image(ImageRecipe(source: source(nginx.url + "/disk.raw", .sha256(Self.sum)))),
                in: place.directory)
        }
    }

    @Test func `what has the same sum is not fetched again from elsewhere`() async throws {
        try await with { place, nginx, _ in
            let image = try await place.image(
                ImageRecipe(source: source(nginx.url + "/disk.raw", .sha256(Self.sum))))
            // Nobody listens there.
            let other = try await place.image(
                ImageRecipe(source: source("http://127.0.0.1:1/other.raw", .sha256(Self.sum))), .init(pull: true))
            #expect(other.path == image.path && !other.isNew)
        }
    }

    @Test(arguments: [
        "sha256sum disk.raw", "sha512sum disk.raw other", "sha256sum -b ./disk.raw", "sha256sum --tag other disk.raw",
        "sha512sum disk.raw | cut -d' ' -f1", "md5sum disk.raw; sha256sum disk.raw",
        "printf -- '-----BEGIN PGP SIGNED MESSAGE-----\\nHash: SHA256\\n\\n# 1 byte\\n'; sha256sum --tag disk.raw; "
            + "printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nxyz=\\n-----END PGP SIGNATURE-----\\n'",
    ])
    func `a file of sums beside the disk is understood`(command: String) async throws {
        try await with("echo x >other; (\(command)) >SUMS") { place, nginx, files in
            let recipe = ImageRecipe(source: source(nginx.url + "/disk.raw?at=1", .checksums("SUMS")))
            try await SourceDisk.expect(place.image(recipe), in: place.directory)
            await place.expectOnly(1)
            // The file is another one now, and its sums are still the old ones.
            try writeFile(files + "/disk.raw", SourceDisk.raw.reversed())
            let error = await #expect(throws: ImageError.self) { try await place.image(recipe, .init(pull: true)) }
            #expect(error?.code == .verification)
            await place.expectOnly(1)
        }
    }

    @Test func `a file of sums without our name, or none at all, is told before anything is fetched`() async throws {
        try await with("sha256sum disk.raw | sed s/disk.raw/disc.raw/ >SUMS; echo '<html>' >PAGE") { place, nginx, _ in
            let error = try await place.failure(source(nginx.url + "/disk.raw", .checksums("SUMS")))
            #expect(error.code == .verification)
            #expect(error.message.contains("disk.raw") && error.message.contains("disc.raw"), "\(error)")
            let page = try await place.failure(source(nginx.url + "/disk.raw", .checksums("PAGE")))
            #expect(page.code == .verification && page.message.contains("is no checksum"), "\(page)")
            let none = try await place.failure(source(nginx.url + "/disk.raw", .checksums("NONE")))
            #expect(none.code == .source && none.message.contains("404"), "\(none)")
            await place.expectOnly(0)
        }
    }

    @Test func `a loop of redirects ends, and a redirect that leads on is followed`() async throws {
        let server = "location /loop { return 302 /loop; } location /on { return 301 /disk.raw; }"
        try await with(server: server) { place, nginx, _ in
            let error = try await place.failure(source(nginx.url + "/loop"))
            #expect(error.code == .source && error.message.contains("redirect"), "\(error)")
            await place.expectOnly(0)
            let image = try await place.image(ImageRecipe(source: source(nginx.url + "/on", .sha256(Self.sum))))
            try await SourceDisk.expect(image, in: place.directory)
        }
    }

    @Test func `what is no disk is told as what it is, and not kept`() async throws {
        try await with("echo '<!DOCTYPE html><html>sorry' >disk.qcow2") { place, nginx, _ in
            let error = try await place.failure(source(nginx.url + "/disk.qcow2"))
            #expect(error.code == .format && error.message.contains("web page"), "\(error)")
            await place.expectOnly(0)
        }
    }

    @Test func `two that want one disk at once fetch it once`() async throws {
        try await with { place, nginx, _ in
            let recipe = ImageRecipe(source: source(nginx.url + "/disk.raw"))
            let other = try BuilderPlace(place.directory)
            async let one = place.image(recipe)
            async let two = other.image(recipe)
            let images = try await [one, two]
            #expect(images[0].path == images[1].path && images.count { $0.isNew } == 1)
            await place.expectOnly(1)
        }
    }

    @Test func `a secret of an address or a head is nowhere in the store`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory + "/www")
            let token = "sw0rdfish-91"
            let server =
                "location /x { if ($http_authorization != \"Bearer \(token)\") { return 403; } "
                + "rewrite ^ /disk.raw break; }"
            let nginx = try await Nginx(serving: directory + "/www", server: server)
            let place = try BuilderPlace(directory, environment: ["LINE": "Authorization: Bearer \(token)"])
            _ = try await place.image(
                ImageRecipe(
                    source: .http(
                        HTTPSource(
                            url: nginx.url + "/x?token=\(token)", verification: .none,
                            secretExtraHeaders: [.environment("LINE")]))))
            for path in try FileManager.default.subpathsOfDirectory(atPath: place.store.directory) {
                guard let bytes = try? FileSystem.read("\(place.store.directory)/\(path)") else { continue }
                #expect(!String(decoding: bytes, as: UTF8.self).contains(token), "\(path)")
            }
            let refused = try await BuilderPlace(directory, environment: ["LINE": "Authorization: no"]).failure(
                .http(
                    HTTPSource(
                        url: nginx.url + "/x?token=\(token)2", verification: .none,
                        secretExtraHeaders: [.environment("LINE")])))
            #expect(refused.message.contains("403") && !"\(refused)".contains(token), "\(refused)")
        }
    }
}

extension Digest {
    /// The SHA-256 of bytes.
    static func ofBytes(_ bytes: [UInt8]) -> String {
        let digest = Digest()
        digest.update(bytes)
        return digest.finish()
    }
}
