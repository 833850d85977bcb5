import Testing

@testable import HTTP

@Suite struct TransferTests {
    @Test func `a transfer has memory for what it sends, in libcurl's bounds`() {
        #expect(Transfer.uploadPiece(of: 0) == 16 << 10)
        #expect(Transfer.uploadPiece(of: 2000) == 16 << 10)
        #expect(Transfer.uploadPiece(of: 300 << 10) == 300 << 10)
        #expect(Transfer.uploadPiece(of: 20 << 30) == 1 << 20)
    }
}
