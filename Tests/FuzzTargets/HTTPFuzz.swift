import Machines

/// Any bytes in any pieces: the same answer or none, and a body within its bounds.
package func fuzzHTTPResponse(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    func read(_ size: Int) -> HTTPResponse? {
        var reader = HTTPResponseReader()
        do throws(HTTPResponseReader.Failure) {
            for start in stride(from: 1, to: bytes.count, by: size) {
                let piece = Array(bytes[start..<min(start + size, bytes.count)])
                if let response = try reader.add(piece) { return response }
            }
            return try reader.finish()
        } catch {
            return nil
        }
    }
    let whole = read(max(1, bytes.count))
    let parts = read(Int(first % 61) + 1)
    precondition(whole == parts, "pieces gave another answer")
    precondition((whole?.body.count ?? 0) <= HTTPResponseReader.longestBody)
}
