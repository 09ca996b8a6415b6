/**
 * The C interface as JNA declares it, generated from the headers: for what {@link jp.jpkicard}
 * does not have. A handle or a structure that is used wrongly here can end the process.
 */
package jp.jpkicard.raw;
