/** Films of servers while they are broken: what the camera inside one sees, and what its clients see, on one clock. */
package tenstages.loadgen.film;
