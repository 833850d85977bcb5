import Machines
import Seeds

/// Any bytes: user data is classified or refused, and a rewritten proxy stays.
package func fuzzSeeds(_ bytes: UnsafeRawBufferPointer) {
    let data = [UInt8](bytes)
    _ = try? UserDataFormat(of: data)
    let text = String(decoding: data, as: UTF8.self)
    let proxy = ProxySettings(http: text, https: nil, exceptions: nil)
    let seen = proxy.seenFromGuest()
    precondition(seen.seenFromGuest() == seen, "an address that was rewritten is rewritten again")
    _ = CloudInitProgress(json: data)
    _ = CloudInitStatus(json: data) ?? CloudInitStatus(text: text)
}
