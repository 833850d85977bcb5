import Digests
import DiskFormats
import Testing

@Suite struct ChecksumFileTests {
    static let a = String(repeating: "a1", count: 32)
    static let b = String(repeating: "b2", count: 32)
    static let long = String(repeating: "c3", count: 64)

    private func parse(_ text: String) throws(DiskFormatError) -> ChecksumFile {
        try ChecksumFile(Array(text.utf8), from: "SUMS")
    }

    private func sum(_ text: String, _ name: String) throws(DiskFormatError) -> String {
        try parse(text).sum(for: name).digits
    }

    @Test(arguments: ["disk.qcow2", "./disk.qcow2"])
    func `coreutils' lines give the sum of a name, in text and in binary mode`(name: String) throws {
        let text = "\(Self.b)  other.qcow2\n\(Self.a) *\(name)\n"
        #expect(try sum(text, "disk.qcow2") == Self.a)
        #expect(try sum(text, "other.qcow2") == Self.b)
        #expect(try parse(text).sum(for: "disk.qcow2").algorithm == .sha256)
    }

    @Test func `an escaped name is the name that was escaped`() throws {
        #expect(try sum("\\\(Self.a)  a\\nb\\\\c\\r\n", "a\nb\\c\r") == Self.a)
        #expect(try sum("\\SHA256 (a\\nb) = \(Self.a)\n", "a\nb") == Self.a)
    }

    @Test func `Fedora's signed list gives the sums of its BSD lines and nothing of its frame`() throws {
        let text = """
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA256

            # Fedora-Cloud-Base-Generic-41-1.4.x86_64.qcow2: 491716608 bytes
            SHA256 (Fedora-Cloud-Base-Generic-41-1.4.x86_64.qcow2) = \(Self.a)
            - # a line that began with a dash
            # x (1).raw.xz: 1 bytes
            SHA256 (x (1).raw.xz) = \(Self.b)
            -----BEGIN PGP SIGNATURE-----

            iQIzBAEBCAAdFiEEwmMMpM+Z8cpR
            =x9Zk
            -----END PGP SIGNATURE-----

            """
        #expect(try sum(text, "Fedora-Cloud-Base-Generic-41-1.4.x86_64.qcow2") == Self.a)
        #expect(try sum(text, "x (1).raw.xz") == Self.b)
    }

    @Test func `OpenSSL's form is a BSD line too`() throws {
        #expect(try sum("SHA2-256(disk.raw)= \(Self.a)\r\n", "disk.raw") == Self.a)
        #expect(try parse("SHA512(disk.raw)= \(Self.long)").sum(for: "disk.raw").algorithm == .sha512)
    }

    @Test(arguments: ["", "\n", "  \n\n"]) func `a digest alone is of whatever file lies beside it`(end: String) throws
    {
        #expect(try sum(Self.a.uppercased() + end, "anything.img") == Self.a)
    }

    @Test func `the strongest of several sums is given`() throws {
        let text = "MD5 (d) = \(String(repeating: "0", count: 32))\nSHA256 (d) = \(Self.a)\nSHA512 (d) = \(Self.long)\n"
        let sum = try parse(text).sum(for: "d")
        #expect(sum.algorithm == .sha512)
        #expect(sum.digits == Self.long)
    }

    @Test func `a name below a directory is found by its last part when that is there once`() throws {
        #expect(try sum("\(Self.a)  images/d.raw\n", "d.raw") == Self.a)
        #expect(throws: DiskFormatError.self) { try sum("\(Self.a)  x/d.raw\n\(Self.b)  y/d.raw\n", "d.raw") }
    }

    @Test func `a missing name suggests the nearest, or lists what there is`() throws {
        let text = "\(Self.a)  debian-12-generic-amd64.qcow2\n\(Self.b)  debian-12-nocloud-arm64.qcow2\n"
        let near = try #require(throws: DiskFormatError.self) { try sum(text, "debian-12-generic-amd65.qcow2") }
        #expect(near.code == .noChecksum)
        #expect(
            near.message
                == "SUMS has no SHA-256 or SHA-512 sum for debian-12-generic-amd65.qcow2. Did you mean "
                + "debian-12-generic-amd64.qcow2?")
        let far = try #require(throws: DiskFormatError.self) { try sum(text, "fedora.raw.xz") }
        #expect(far.message.hasSuffix("It has: debian-12-generic-amd64.qcow2, debian-12-nocloud-arm64.qcow2."))
    }

    @Test func `a name with nothing but a weak sum says so`() throws {
        let error = try #require(throws: DiskFormatError.self) {
            try sum("\(String(repeating: "0", count: 40))  d.raw\n\(Self.a)  e\n", "d.raw")
        }
        #expect(error.message.contains("neither SHA-256 nor SHA-512"))
    }

    @Test func `two different sums for one name are refused, equal ones are not`() throws {
        #expect(try sum("\(Self.a)  d\nSHA256 (d) = \(Self.a)\n", "d") == Self.a)
        let error = try #require(throws: DiskFormatError.self) { try parse("\(Self.a)  d\n\(Self.b)  ./d\n") }
        #expect(error.code == .checksumFile)
        #expect(error.message.hasPrefix("SUMS, line 2, has another sum for ./d "))
        #expect(throws: DiskFormatError.self) { try parse("\(Self.a)\n\(Self.b)\n") }
    }

    static let nothings: [String] = [
        "<!DOCTYPE html>\n<html>", "zz\(a.dropFirst(2))  d", "\(a.dropLast())  d", "SHA256 () = \(a)",
        "SHA256 (d) \(a)",
        "\(a)  \\\n<html>",
    ]

    @Test(arguments: nothings)
    func `a line that is nothing is shown with its number`(text: String) throws {
        let error = try #require(throws: DiskFormatError.self) { try parse("# comment\n\n" + text) }
        #expect(error.code == .checksumFile)
        #expect(
            error.message.contains(
                "SUMS, line \(text.hasSuffix("\n<html>") && text.hasPrefix("a1") ? 4 : 3), is no checksum"))
    }

    @Test(arguments: ["", "# only comments\n"]) func `a file without sums is refused`(text: String) throws {
        #expect(try #require(throws: DiskFormatError.self) { try parse(text) }.code == .checksumFile)
    }

    @Test func `a file that is far too large is refused without a look`() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: ChecksumFile.limit + 1)
        #expect(throws: DiskFormatError.self) { try ChecksumFile(bytes, from: "SUMS") }
    }
}
