import HTTP

/// Any bytes in any pieces as the answer to an upgrade: the same head, the same rest and the same body, or none.
package func fuzzUpgradeAnswer(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let input = Array(bytes.dropFirst())
    func read(_ size: Int) -> UpgradeAnswer? {
        var answer = UpgradeAnswer()
        for start in stride(from: 0, to: input.count, by: size) {
            do throws(UpgradeAnswer.Malformed) {
                try answer.add(Array(input[start..<min(start + size, input.count)]))
            } catch {
                return nil
            }
        }
        return answer
    }
    let whole = read(max(1, input.count))
    let parts = read(Int(first % 61) + 1)
    precondition(whole?.head == parts?.head && whole?.rest == parts?.rest, "pieces gave another answer")
    guard let whole, whole.head != nil else { return }
    let body = whole.body(isAtEnd: true)
    precondition(body != nil && (body ?? []).count <= input.count, "more body than there was")
    precondition(whole.body(isAtEnd: false) == nil || whole.body(isAtEnd: false) == body, "the end changed the body")
}
