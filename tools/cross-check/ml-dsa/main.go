// Cosigns with ML-DSA-44 by Cloudflare's CIRCL, and verifies what another witness cosigned so. It shares no code with the ledger, and builds what is
// signed from the text of C2SP's tlog-cosignature.
//
//	ml-dsa verify <note> <verifier key>    says when that witness cosigned the note
//	ml-dsa cosign <note> <name> <seconds>  says a fresh verifier key of that name, and the line of its cosignature
package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/cloudflare/circl/sign/mldsa/mldsa44"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/mod/sumdb/note"
)

const algorithm = 6
const timeBytes = 8

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

// What a witness of this name signs: the tree of a checkpoint's text, as the subtree of all its entries, at a time.
func cosigned(name string, seconds uint64, text string) ([]byte, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return nil, fmt.Errorf("a checkpoint has three lines here, not %d", len(lines)-1)
	}
	size, err := strconv.ParseUint(lines[1], 10, 63)
	if err != nil {
		return nil, err
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != sha256.Size {
		return nil, fmt.Errorf("not a root: %s", lines[2])
	}
	built := cryptobyte.NewBuilder([]byte("subtree/v1\n\x00"))
	named := func(name string) {
		built.AddUint8LengthPrefixed(func(child *cryptobyte.Builder) { child.AddBytes([]byte(name)) })
	}
	named(name)
	built.AddUint64(seconds)
	named(lines[0])
	built.AddUint64(0)
	built.AddUint64(size)
	built.AddBytes(root)
	return built.Bytes()
}

func keyHash(name string, typed []byte) uint32 {
	digest := sha256.Sum256(append([]byte(name+"\n"), typed...))
	return binary.BigEndian.Uint32(digest[:])
}

// A witness that Go's own package for notes asks about its signatures.
type witness struct {
	name string
	hash uint32
	key  mldsa44.PublicKey
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }

func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != timeBytes+mldsa44.SignatureSize {
		return false
	}
	message, err := cosigned(w.name, binary.BigEndian.Uint64(signature), string(text))
	return err == nil && mldsa44.Verify(&w.key, message, nil, signature[timeBytes:])
}

func readWitness(verifierKey string) (*witness, error) {
	parts := strings.SplitN(verifierKey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("a verifier key has three parts")
	}
	typed, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(typed) != 1+mldsa44.PublicKeySize || typed[0] != algorithm {
		return nil, fmt.Errorf("not a key of ML-DSA-44")
	}
	read := &witness{name: parts[0], hash: keyHash(parts[0], typed)}
	if fmt.Sprintf("%08x", read.hash) != parts[1] {
		return nil, fmt.Errorf("the id does not fit the key")
	}
	return read, read.key.UnmarshalBinary(typed[1:])
}

func verify(signed, verifierKey string) {
	by := must(readWitness(verifierKey))
	opened := must(note.Open([]byte(signed), note.VerifierList(by)))
	signature := must(base64.StdEncoding.DecodeString(opened.Sigs[0].Base64))
	fmt.Println(binary.BigEndian.Uint64(signature[4:]))
}

func cosign(signed, name string, seconds uint64) {
	text := signed[:strings.LastIndex(signed, "\n\n")+1]
	public, private, err := mldsa44.GenerateKey(rand.Reader)
	must(0, err)
	typed := append([]byte{algorithm}, public.Bytes()...)
	hash := keyHash(name, typed)
	signature := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(nil, hash), seconds)
	made := make([]byte, mldsa44.SignatureSize)
	must(0, mldsa44.SignTo(private, must(cosigned(name, seconds, text)), nil, true, made))
	fmt.Printf("%s+%08x+%s\n", name, hash, base64.StdEncoding.EncodeToString(typed))
	fmt.Printf("\u2014 %s %s\n", name, base64.StdEncoding.EncodeToString(append(signature, made...)))
}

func main() {
	signed := string(must(os.ReadFile(os.Args[2])))
	switch os.Args[1] {
	case "verify":
		verify(signed, os.Args[3])
	case "cosign":
		cosign(signed, os.Args[3], must(strconv.ParseUint(os.Args[4], 10, 63)))
	}
}
