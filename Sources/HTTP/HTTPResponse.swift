/// An answer without its body.
package struct HTTPHead: Sendable, Hashable {
    package var status: Int
    package var headers = HTTPHeaders()

    package var isSuccess: Bool { (200...299).contains(status) }
}

/// A server's answer.
package struct HTTPResponse: Sendable {
    package let head: HTTPHead
    package let body: [UInt8]
    /// Where the answer came from, behind all redirects.
    package let address: WebAddress

    package var status: Int { head.status }
    package var headers: HTTPHeaders { head.headers }
    package var isSuccess: Bool { head.isSuccess }
    package var text: String { String(decoding: body, as: UTF8.self) }
}
