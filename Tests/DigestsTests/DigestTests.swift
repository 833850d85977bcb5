import Testing

@testable import Digests

@Suite struct DigestTests {
    @Test("SHA-256 gives its published answers")
    func answers() {
        let empty = Digest()
        #expect(empty.finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let abc = Digest()
        abc.update(Array("a".utf8))
        abc.update(Array("bc".utf8))
        #expect(abc.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `SHA-512 gives its published answer`() {
        let abc = Digest(.sha512)
        abc.update(Array("abc".utf8))
        #expect(
            abc.finish()
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    }

    @Test func `SHA-1 gives its published answer`() {
        #expect(
            Digest.sha1(Array("abc".utf8)) == [
                0xA9, 0x99, 0x3E, 0x36, 0x47, 0x06, 0x81, 0x6A, 0xBA, 0x3E, 0x25, 0x71, 0x78, 0x50, 0xC2, 0x6C, 0x9C,
                0xD0, 0xD8, 0x9D,
            ])
    }
}
