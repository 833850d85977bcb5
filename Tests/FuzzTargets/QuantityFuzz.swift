import Fixtures
import KubeVirt

/// Any text either is a quantity or gives an error; the canonical form is the same amount and stays as it is.
package func fuzzQuantity(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    // Beyond 2^63-1 Kubernetes caps an amount or not by how many digits it is spelt with: no form is canonical there.
    if let quantity = try? Quantity(text), quantity.roundedUp.magnitude < Int64.max.magnitude {
        let canonical = quantity.description
        do {
            let again = try Quantity(canonical)
            precondition(again == quantity, "‘\(text)’ became ‘\(canonical)’, which is another amount")
            precondition(again.description == canonical, "‘\(canonical)’ is not canonical: ‘\(again)’")
        } catch {
            preconditionFailure("‘\(text)’ became ‘\(canonical)’, which is no quantity: \(error)")
        }
    }
    if let duration = try? Duration(parsing: text) {
        let again = try? Duration(parsing: duration.compactText)
        precondition(again == duration, "‘\(text)’ became ‘\(duration.compactText)’, which is another duration")
    }
    if let time = try? Timestamp(scalarText: text) {
        precondition((try? Timestamp(scalarText: time.scalarText)) == time, "‘\(text)’ became ‘\(time)’")
    }
}
