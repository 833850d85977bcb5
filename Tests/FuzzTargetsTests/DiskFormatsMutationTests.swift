import FuzzTargets
import Testing

@Suite struct DiskFormatsMutationTests {
    static let digits = String(repeating: "0123456789abcdef", count: 4)
    static let sums = [
        "\(digits)  disk.qcow2\n\\\(digits) *a\\nb\n", "# x\nSHA256 (disk.qcow2) = \(digits)\n", digits,
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- x\nSHA2-512(disk.qcow2)= \(digits)\(digits)\n"
            + "-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n",
    ].map { Array($0.utf8) }
    /// 1 GiB, with a backing file in the second.
    static let headers: [[UInt8]] = [
        [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3] + [UInt8](repeating: 0, count: 12) + [
            0, 0, 0, 16, 0, 0, 0, 0, 64, 0, 0, 0,
        ]
            + [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]
            + [UInt8](repeating: 0, count: 36) + [0, 0, 0, 4, 0, 0, 0, 104] + [UInt8](repeating: 0, count: 32),
        [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 0, 4, 0, 0, 0, 16, 0, 0, 0, 0, 64, 0, 0, 0]
            + [0, 0, 0, 0, 0, 0, 0, 2] + [UInt8](repeating: 0, count: 40) + Array("/etc".utf8),
    ]
    static let descriptors = [
        "# Disk DescriptorFile\nversion=1\nCID=a\nparentCID=ffffffff\ncreateType=\"monolithicSparse\"\nRW 8 SPARSE \"a\"\n",
        "<Envelope xmlns='http://x/ovf/envelope/1'><!-- x --><a:File a:id=\"f\" a:href='d &amp; e'/><Disk fileRef=\"f\"/>",
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2]) func `lists of checksums survive 2,000 mutations`(seed: UInt64) {
        run(Self.sums, seed, fuzzChecksumFile)
    }

    @Test(arguments: [1, 2]) func `qcow2 headers survive 2,000 mutations`(seed: UInt64) {
        run(Self.headers, seed, fuzzQCOW2Header)
    }

    @Test(arguments: [1, 2]) func `recognition survives 2,000 mutations`(seed: UInt64) {
        run(Self.headers + Self.sums + Self.descriptors, seed, fuzzContent)
    }

    @Test(arguments: [1, 2]) func `descriptors survive 2,000 mutations`(seed: UInt64) {
        run(Self.descriptors, seed, fuzzDescriptors)
    }

    private func run(_ corpus: [[UInt8]], _ seed: UInt64, _ target: (UnsafeRawBufferPointer) -> Void) {
        var mutator = Mutator(state: seed)
        for bytes in corpus { bytes.withUnsafeBytes(target) }
        for index in 0..<1000 { mutator.mutated(corpus[index % corpus.count], corpus).withUnsafeBytes(target) }
    }
}
