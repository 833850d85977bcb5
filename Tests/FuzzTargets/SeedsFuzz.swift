import Machines
import Seeds

/// Any bytes: user data is classified or refused, base64 is undone within its size.
package func fuzzSeeds(_ bytes: UnsafeRawBufferPointer) {
    let data = [UInt8](bytes)
    _ = try? UserDataFormat(of: data)
    if let plain = try? Base64.decode(String(decoding: data, as: UTF8.self)) {
        precondition(plain.count <= data.count, "more bytes came out of base64 than went in")
    }
    let text = String(decoding: data, as: UTF8.self)
    let proxy = ProxySettings(http: text, https: nil, exceptions: nil)
    let seen = proxy.seenFromGuest()
    precondition(seen.seenFromGuest() == seen, "an address that was rewritten is rewritten again")
    _ = CloudInitProgress(json: data)
    _ = CloudInitStatus(json: data) ?? CloudInitStatus(text: text)
}
